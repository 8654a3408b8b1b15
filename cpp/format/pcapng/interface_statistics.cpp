// Interface Statistics Block: draft-ietf-opsawg-pcapng, section 4.6.
#include "format/pcapng/interface_statistics.h"

#include "base/cursor.h"

namespace packetglass::pcapng {

InterfaceStatistics read_interface_statistics(Bytes block, ByteOrder order) {
  Cursor cursor(body_of(block), order);
  InterfaceStatistics statistics;
  statistics.interface = cursor.u32();
  const std::uint64_t high = cursor.u32();
  statistics.ticks = high << 32 | cursor.u32();
  statistics.options = cursor.bytes(cursor.left());
  return statistics;
}

}  // namespace packetglass::pcapng
