// Where a link header says what it carries.
#include "edit/rewrite/ethertype_place.h"

namespace packetglass {
namespace {

constexpr LinkType kRawIp = 101, kOldRawIp = 12, kCooked = 113, kCooked2 = 276;
constexpr std::size_t kTypeAt = 12, kTypeSize = 2, kTagSize = 4, kCookedSize = 16,
                      kCooked2Size = 20;

std::uint16_t u16(Bytes packet, std::size_t at) {
  return load<std::uint16_t>(packet.data() + at, ByteOrder::kBig);
}

}  // namespace

std::optional<Change> place_of_type(Bytes packet, std::size_t network, LinkType link_type) {
  if (network > packet.size()) return std::nullopt;
  if (link_type == kRawIp || link_type == kOldRawIp) {
    return network == 0 ? std::optional(Change{0, 0}) : std::nullopt;
  }
  if (link_type == kCooked2 && network == kCooked2Size) return Change{0, kTypeSize};
  const bool behind_type = (link_type == kLinkTypeEthernet && network >= kTypeAt + kTypeSize) ||
                           (link_type == kCooked && network >= kCookedSize);
  if (!behind_type) return std::nullopt;
  const std::uint16_t type = u16(packet, network - kTypeSize);
  if (type != kIpv4Type && type != kIpv6Type) return std::nullopt;
  return Change{static_cast<std::uint32_t>(network - kTypeSize), kTypeSize};
}

std::optional<std::size_t> type_behind_tags(Bytes packet) {
  constexpr std::uint16_t kSmallestType = 0x0600;
  for (std::size_t at = kTypeAt; at + kTypeSize <= packet.size(); at += kTagSize) {
    const std::uint16_t type = u16(packet, at);
    if (is_tag_type(type)) continue;
    return type < kSmallestType ? std::nullopt : std::optional(at);
  }
  return std::nullopt;
}

}  // namespace packetglass
