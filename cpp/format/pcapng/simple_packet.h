// Simple Packet Block: draft-ietf-opsawg-pcapng, section 4.4.
#pragma once

#include "format/pcapng/packet_block.h"

namespace packetglass::pcapng {

// `block` is whole and not below the least size of its type. It does not say how much was
// captured: as much as the snaplen of interface 0 allows (0 = all); captured may not fit().
PacketBlock read_simple_packet(Bytes block, ByteOrder order, std::uint32_t snaplen);

}  // namespace packetglass::pcapng
