// What the variants of classic pcap add to a record header.
#include "format/pcap/record.h"

#include <algorithm>

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

bool holds(Extra target, const RecordExtra& extra) {
  const bool smp = target == Extra::kLinuxSmp;
  const bool borkmann = target == Extra::kBorkmann;
  const bool linux = target == Extra::kLinux || smp;
  const std::uint32_t index = extra.interface_index.value_or(0);
  const bool common = linux || borkmann;
  return (linux || index == 0 || (borkmann && index <= 0xffff)) &&
         (common || extra.protocol.value_or(0) == 0) &&
         (common || extra.packet_type.value_or(0) == 0) &&
         (smp || (extra.cpu1.value_or(0) == 0 && extra.cpu2.value_or(0) == 0)) &&
         (borkmann ||
          (extra.timestamp_source.value_or(0) == 0 && extra.hardware_type.value_or(0) == 0)) &&
         (target == Extra::kNokia || extra.nokia.value_or(0) == 0) &&
         std::all_of(extra.padding.begin(), extra.padding.end(), [](auto b) { return b == 0; });
}

}  // namespace packetglass::pcap
