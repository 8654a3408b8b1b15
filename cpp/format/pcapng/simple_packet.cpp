// Simple Packet Block: draft-ietf-opsawg-pcapng, section 4.4.
#include "format/pcapng/simple_packet.h"

#include <algorithm>

#include "base/cursor.h"

namespace packetglass::pcapng {

PacketBlock read_simple_packet(Bytes block, ByteOrder order, std::uint32_t snaplen) {
  Cursor cursor(body_of(block), order);
  PacketBlock packet;
  packet.kind = RecordKind::kSimple;
  packet.original = cursor.u32();
  packet.captured = snaplen == 0 ? packet.original : std::min(packet.original, snaplen);
  packet.data_offset = kBlockHeadSize + cursor.position();
  packet.rest = cursor.bytes(cursor.left());
  return packet;
}

}  // namespace packetglass::pcapng
