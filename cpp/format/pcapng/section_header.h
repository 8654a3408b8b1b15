// Section Header Block: draft-ietf-opsawg-pcapng, section 4.1.
#pragma once

#include <optional>

#include "format/pcapng/block.h"
#include "record/section.h"

namespace packetglass::pcapng {

inline constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
// As far as the byte-order magic, without which not even the length can be read.
inline constexpr std::size_t kByteOrderEnd = 12;
// Without options and the second length.
inline constexpr std::size_t kSectionFixedSize = 24;

struct SectionHeader {
  ByteOrder order = kHostOrder;
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  std::int64_t length = -1;  // bytes of all that follows in the section; -1 = not said
  Bytes options;

  // 1.0, and 1.2, which some writers call it.
  bool known_version() const { return major == 1 && (minor == 0 || minor == 2); }
};

// The order that the byte-order magic says; nothing when it is none. At least kByteOrderEnd bytes.
std::optional<ByteOrder> byte_order_of(Bytes start);

// `block` is whole, or only its first kSectionFixedSize bytes: then it has no options.
SectionHeader read_section_header(Bytes block, ByteOrder order);

// The section whose header, or as much of it as was read, is `size` bytes at `offset`.
Section section_of(const SectionHeader& header, std::uint64_t offset, std::size_t size);

}  // namespace packetglass::pcapng
