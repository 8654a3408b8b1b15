// Packet Block, obsolete: draft-ietf-opsawg-pcapng, appendix A.
#pragma once

#include "format/pcapng/packet_block.h"

namespace packetglass::pcapng {

// `block` is whole and not below the least size of its type.
PacketBlock read_obsolete_packet(Bytes block, ByteOrder order);

}  // namespace packetglass::pcapng
