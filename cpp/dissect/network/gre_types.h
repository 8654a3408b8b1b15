// The types of GRE, of which some mean something else than in Ethernet.
#pragma once

#include "dissect/dissector.h"
#include "dissect/network/erspan.h"

namespace packetglass {

// No EtherType, but the number by which GRE finds it: its header is another one there.
inline constexpr std::uint32_t kCiscoMetaDataInGre = 0x18909;

// Where the dissector for a type of GRE's is found.
constexpr Route gre_route(std::uint16_t type, bool has_sequence) {
  constexpr std::uint16_t kFirstAruba = 0x8200, kLastAruba = 0x8370;
  if (type >= kFirstAruba && type <= kLastAruba && type % 16 == 0) return {Space::kLinkType, 105};
  switch (type) {
    case 0x2000:
      return {Space::kSnap, 0x000c2000};  // CDP
    case 0x6400:
      return {Space::kEtherType, 0x6558};  // EoIP
    case 0x6559:
      return {Space::kLinkType, 107};  // Frame Relay
    case 0x8909:
      return {Space::kEtherType, kCiscoMetaDataInGre};
    case 0x9000:
      return {Space::kBytes};  // Aruba's, and not the loopback test
    default:
      return {Space::kEtherType, erspan_number(type, has_sequence)};
  }
}

}  // namespace packetglass
