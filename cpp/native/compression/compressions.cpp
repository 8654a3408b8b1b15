// The compressions that captures come in: the table.
#include "native/compression/compressions.h"

#include <algorithm>
#include <array>

namespace packetglass {
namespace native {

extern const Compression kGzip;
extern const Compression kZstd;
extern const Compression kLz4;
extern const Compression kXz;
extern const Compression kBzip2;

namespace {

constexpr const Compression* kCompressions[] = {&kGzip, &kZstd, &kLz4, &kXz, &kBzip2};

}  // namespace

std::span<const Compression* const> compressions() {
  return kCompressions;
}

const Compression* find_compression(std::string_view extension) {
  for (const Compression* each : kCompressions) {
    if (each->extension == extension) return each;
  }
  return nullptr;
}

}  // namespace native

std::span<const FrameFormat* const> frame_formats() {
  static const auto formats = [] {
    std::array<const FrameFormat*, std::size(native::kCompressions)> all;
    std::copy(std::begin(native::kCompressions), std::end(native::kCompressions), all.begin());
    return all;
  }();
  return formats;
}

}  // namespace packetglass
