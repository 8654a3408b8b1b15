// Where a link header says what it carries.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "edit/rewrite/place.h"
#include "record/link_type.h"

namespace packetglass {

inline constexpr std::uint16_t kIpv4Type = 0x0800, kIpv6Type = 0x86dd;
inline constexpr std::uint16_t kMplsType = 0x8847, kMplsMulticastType = 0x8848;
inline constexpr std::uint16_t kVlanType = 0x8100;

// Of a tag of 802.1Q or 802.1ad, or of those before the standard.
constexpr bool is_tag_type(std::uint16_t type) {
  return type == kVlanType || type == 0x88a8 || type == 0x9100;
}

// The EtherType of a header of IP that begins at `network`; its size is 0 where the link says
// nothing (raw IP). Nothing where another one can not be put there.
std::optional<Change> place_of_type(Bytes packet, std::size_t network, LinkType link_type);

// Where the EtherType of a packet of Ethernet stands, behind all tags; nothing where it was not
// captured or is a length.
std::optional<std::size_t> type_behind_tags(Bytes packet);

}  // namespace packetglass
