// Enhanced Packet Block: draft-ietf-opsawg-pcapng, section 4.3.
#pragma once

#include "format/pcapng/packet_block.h"

namespace packetglass::pcapng {

// Where the packet begins: behind type, length, interface, two words of time and two lengths.
inline constexpr std::uint32_t kEnhancedDataOffset = 28;
// With the second length behind it.
inline constexpr std::uint32_t kEnhancedFixedSize = kEnhancedDataOffset + kBlockTailSize;

// `block` is whole and not below the least size of its type.
PacketBlock read_enhanced_packet(Bytes block, ByteOrder order);

// What the bits of epb_flags say.
struct PacketFlags {
  std::uint8_t direction;   // 0 unknown, 1 inbound, 2 outbound
  std::uint8_t reception;   // 0 unknown, 1 unicast, 2 multicast, 3 broadcast, 4 promiscuous
  std::uint8_t fcs_length;  // bytes; overrides if_fcslen; 0 = not said
  bool checksum_not_ready;
  bool checksum_valid;
  bool segmentation_offloaded;
  std::uint16_t errors;  // link-layer errors: bits 16 to 31
};

constexpr PacketFlags unpack_flags(std::uint32_t flags) {
  return {static_cast<std::uint8_t>(flags & 3),
          static_cast<std::uint8_t>(flags >> 2 & 7),
          static_cast<std::uint8_t>(flags >> 5 & 15),
          (flags >> 9 & 1) != 0,
          (flags >> 10 & 1) != 0,
          (flags >> 11 & 1) != 0,
          static_cast<std::uint16_t>(flags >> 16)};
}

}  // namespace packetglass::pcapng
