// In which order the records of a capture stand when its packets are in the order of time.
#include "edit/order/time_order.h"

#include <algorithm>

#include "format/pcapng/block_types.h"

namespace packetglass {
namespace {

std::uint32_t size_of(Bytes bytes) {
  return static_cast<std::uint32_t>(bytes.size());
}

bool comes_first(std::uint32_t type) {
  return type == pcapng::kNameResolution || type == pcapng::kDecryptionSecrets;
}

}  // namespace

void TimeOrder::section(const Section& section, Bytes raw) {
  if (sections_++ != 0) return;
  section_ = section;
  section_.options = {};
  const bool classic = section.format == "pcap";
  whole_header_ =
      classic || raw.size() >= pcapng::find_block_type(pcapng::kSectionHeader)->least_size;
  take_({kFirst, section.offset, size_of(raw)});
}

void TimeOrder::interface(const Interface& interface, Bytes raw) {
  if (!raw.empty()) take_({kFirst, interface.offset, size_of(raw)});
}

Nanoseconds TimeOrder::time_of(const Packet& packet) {
  if (!packet.has_timestamp()) return last_;
  const Nanoseconds time = std::clamp(packet.timestamp, kFirst + 1, kLast - 1);
  if (time < last_) ++out_of_order_;
  last_ = time;
  return time;
}

bool TimeOrder::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) {
    const Bytes record = batch.record(i);
    const auto at = static_cast<std::uint64_t>(record.data() - batch.window.data());
    ++packets_;
    const Nanoseconds time = time_of(batch.packet(i));
    if (!take_({time, batch.window_offset + at, size_of(record)})) return false;
  }
  return true;
}

bool TimeOrder::block(const Block& block) {
  Nanoseconds time = last_;
  if (comes_first(block.type)) time = kFirst;
  if (block.type == pcapng::kInterfaceStatistics) time = kLast;
  return take_({time, block.offset, size_of(block.bytes)});
}

}  // namespace packetglass
