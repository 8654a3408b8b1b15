// The compressions that captures come in: the table.
#include "native/compression/compressions.h"

namespace packetglass::native {

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

const Compression* find_compression(Bytes start) {
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  for (const Compression* each : kCompressions) {
    if (text.starts_with(each->magic)) return each;
  }
  return nullptr;
}

const Compression* find_compression(std::string_view extension) {
  for (const Compression* each : kCompressions) {
    if (each->extension == extension) return each;
  }
  return nullptr;
}

}  // namespace packetglass::native
