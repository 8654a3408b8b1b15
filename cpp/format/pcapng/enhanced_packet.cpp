// Enhanced Packet Block: draft-ietf-opsawg-pcapng, section 4.3.
#include "format/pcapng/enhanced_packet.h"

#include "base/cursor.h"

namespace packetglass::pcapng {

PacketBlock read_enhanced_packet(Bytes block, ByteOrder order) {
  Cursor cursor(body_of(block), order);
  PacketBlock packet;
  packet.interface = cursor.u32();
  const std::uint64_t high = cursor.u32();
  packet.ticks = high << 32 | cursor.u32();
  packet.captured = cursor.u32();
  packet.original = cursor.u32();
  packet.data_offset = kBlockHeadSize + cursor.position();
  packet.rest = cursor.bytes(cursor.left());
  return packet;
}

}  // namespace packetglass::pcapng
