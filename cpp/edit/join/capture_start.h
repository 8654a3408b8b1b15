// What the first bytes of a capture say of it, before it is read.
#pragma once

#include <optional>

#include "format/pcap/variants.h"
#include "format/pcapng/section_header.h"

namespace packetglass {

// The byte order of its first section; nothing of what is no capture.
inline std::optional<ByteOrder> order_of_start(Bytes start) {
  if (start.size() < pcapng::kByteOrderEnd) return std::nullopt;
  // The type of a section header is the same in both orders.
  if (load<std::uint32_t>(start.data(), kHostOrder) == pcapng::kSectionHeader) {
    return pcapng::byte_order_of(start);
  }
  const auto magic = pcap::find_magic(start);
  return magic ? std::optional(magic->order) : std::nullopt;
}

// Whether its times are in microseconds, of classic pcap.
inline bool starts_in_microseconds(Bytes start) {
  if (start.size() < sizeof(std::uint32_t)) return false;
  const auto magic = pcap::find_magic(start);
  return magic && magic->value == pcap::kStandardMagic;
}

}  // namespace packetglass
