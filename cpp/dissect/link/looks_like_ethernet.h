// Whether what nobody names may be an Ethernet packet.
#pragma once

#include "dissect/dissectors.h"
#include "dissect/layer.h"

namespace packetglass {

// Whether one may begin `at` bytes further on: its type has a dissector, or its length fits.
inline bool looks_like_ethernet(const Layer& layer, std::size_t at) {
  constexpr std::size_t kHeaderSize = 14;
  constexpr std::uint16_t kSmallestType = 1536;
  if (layer.left().size() < at + kHeaderSize) return false;
  const std::uint16_t type = layer.peek16(at + 12);
  if (type < kSmallestType) return type != 0 && type <= layer.left_on_wire() - at - kHeaderSize;
  return find_dissector({Space::kEtherType, type}) != nullptr;
}

}  // namespace packetglass
