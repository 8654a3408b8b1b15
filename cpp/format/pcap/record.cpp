// What the variants of classic pcap add to a record header.
#include "format/pcap/record.h"

#include "base/cursor.h"

namespace packetglass::pcap {
namespace {

constexpr std::size_t kCommonSize = 16;

constexpr std::size_t kSmpPadding = 3;

RecordExtra read_linux(Cursor cursor, bool smp) {
  RecordExtra extra;
  extra.interface_index = cursor.u32();
  extra.protocol = cursor.u16();
  extra.packet_type = cursor.u8();
  if (smp) {
    extra.cpu1 = cursor.u8();
    extra.cpu2 = cursor.u8();
  }
  extra.padding = cursor.bytes(smp ? kSmpPadding : 1);
  return extra;
}

RecordExtra read_borkmann(Cursor cursor) {
  RecordExtra extra;
  extra.timestamp_source = cursor.u16();
  extra.interface_index = cursor.u16();
  extra.protocol = cursor.u16();
  extra.hardware_type = cursor.u8();
  extra.packet_type = cursor.u8();
  return extra;
}

RecordExtra padded(Bytes padding) {
  RecordExtra extra;
  extra.padding = padding;
  return extra;
}

}  // namespace

RecordExtra read_extra(Bytes record, Extra extra, ByteOrder order) {
  const Cursor cursor(record.subspan(kCommonSize), order);
  switch (extra) {
    case Extra::kNone:
      return padded(record.subspan(kCommonSize));
    case Extra::kLinux:
      return read_linux(cursor, false);
    case Extra::kLinuxSmp:
      return read_linux(cursor, true);
    case Extra::kBorkmann:
      return read_borkmann(cursor);
    case Extra::kNokia:
      break;
  }
  RecordExtra nokia;
  nokia.nokia = load<std::uint32_t>(record.data() + kCommonSize, ByteOrder::kBig);
  return nokia;
}

}  // namespace packetglass::pcap
