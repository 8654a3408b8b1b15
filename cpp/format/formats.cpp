// THE TABLE of capture formats. To add one: its own folder, and its entry here.
#include "format/formats.h"

#include <algorithm>

#include "base/text.h"
#include "format/pcap/reader.h"
#include "format/pcapng/reader.h"

namespace packetglass {
namespace {

constexpr const Format* kFormats[] = {&kPcap, &kPcapng};

struct Lookalike {
  std::uint8_t bytes[4];
  std::size_t length;
  const char* what;
};

// What people drop by mistake, or what is not read yet: reported by its name.
constexpr Lookalike kLookalikes[] = {
    {{0x1f, 0x8b}, 2, "gzip-compressed: decompress it first"},
    {{0x28, 0xb5, 0x2f, 0xfd}, 4, "zstd-compressed: decompress it first"},
    {{0x04, 0x22, 0x4d, 0x18}, 4, "lz4-compressed: decompress it first"},
    {{0xfd, 0x37, 0x7a, 0x58}, 4, "xz-compressed: decompress it first"},
    {{0x42, 0x5a, 0x68}, 3, "bzip2-compressed: decompress it first"},
    {{0x4c, 0x5a, 0x49, 0x50}, 4, "lzip-compressed: decompress it first"},
    {{0x1f, 0x9d}, 2, "compressed by Unix's compress: decompress it first"},
    {{0x37, 0x7a, 0xbc, 0xaf}, 4, "a 7-Zip archive: unpack it first"},
    {{0x52, 0x61, 0x72, 0x21}, 4, "a RAR archive: unpack it first"},
    {{0x50, 0x4b, 0x03, 0x04}, 4, "a zip archive: unpack it first"},
};

bool starts_with(Bytes bytes, const Lookalike& lookalike) {
  return bytes.size() >= lookalike.length &&
         std::equal(lookalike.bytes, lookalike.bytes + lookalike.length, bytes.begin());
}

}  // namespace

std::span<const Format* const> formats() {
  return kFormats;
}

std::string describe_unknown_format(Bytes start) {
  for (const auto& lookalike : kLookalikes) {
    if (starts_with(start, lookalike)) return format_text("This is %s.", lookalike.what);
  }
  if (const char* const damage = pcapng::describe_text_mode_damage(start)) return damage;
  std::string text = "This is not a packet capture: it starts with";
  for (const std::uint8_t byte : start.first(std::min<std::size_t>(start.size(), 4))) {
    text += format_text(" %02x", byte);
  }
  return text + ".";
}

}  // namespace packetglass
