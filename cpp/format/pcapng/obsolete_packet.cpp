// Packet Block, obsolete: draft-ietf-opsawg-pcapng, appendix A.
#include "format/pcapng/obsolete_packet.h"

#include "base/cursor.h"

namespace packetglass::pcapng {

PacketBlock read_obsolete_packet(Bytes block, ByteOrder order) {
  constexpr std::uint16_t kDropsUnknown = 0xffff;
  Cursor cursor(body_of(block), order);
  PacketBlock packet;
  packet.kind = RecordKind::kObsolete;
  packet.interface = cursor.u16();
  const std::uint16_t drops = cursor.u16();
  if (drops != kDropsUnknown) packet.drops = drops;
  const std::uint64_t high = cursor.u32();
  packet.ticks = high << 32 | cursor.u32();
  packet.captured = cursor.u32();
  packet.original = cursor.u32();
  packet.data_offset = kBlockHeadSize + cursor.position();
  packet.rest = cursor.bytes(cursor.left());
  return packet;
}

}  // namespace packetglass::pcapng
