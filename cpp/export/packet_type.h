// Linux's packet types, of some variants of pcap, and what epb_flags of pcapng say of the same:
// draft-ietf-opsawg-pcapng, section 4.3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace packetglass {

// By packet type: direction in the bits 0 and 1 (1 in, 2 out), reception in the bits 2 to 4
// (1 unicast, 2 multicast, 3 broadcast, 4 promiscuous: for another host).
inline constexpr std::uint32_t kFlagsByPacketType[] = {
    1 | 1 << 2, 1 | 3 << 2, 1 | 2 << 2, 1 | 4 << 2, 2,
};

// Nothing for a type that Linux does not have.
constexpr std::optional<std::uint32_t> flags_of(std::uint8_t packet_type) {
  if (packet_type >= sizeof kFlagsByPacketType / sizeof *kFlagsByPacketType) return std::nullopt;
  return kFlagsByPacketType[packet_type];
}

// Nothing for flags that say something else, or more.
constexpr std::optional<std::uint8_t> packet_type_of(std::uint32_t flags) {
  std::uint8_t type = 0;
  for (const std::uint32_t known : kFlagsByPacketType) {
    if (known == flags) return type;
    ++type;
  }
  return std::nullopt;
}

}  // namespace packetglass
