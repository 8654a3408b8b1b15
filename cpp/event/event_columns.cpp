// Events of one stretch of a source, column by column.
#include "event/event_columns.h"

#include <algorithm>

#include "format/pcapng/packet_block.h"

namespace packetglass {
namespace {

template <typename T, typename From>
T* append(GrowingArray<T>& column, const From* values, std::size_t count) {
  T* const added = column.extend(count);
  if (added != nullptr) std::copy_n(values, count, added);
  return added;
}

}  // namespace

void EventColumns::clear() {
  sections_.clear();
  time_.clear();
  data_offset_.clear();
  captured_.clear();
  original_.clear();
  interface_.clear();
  link_type_.clear();
  timed_.clear();
  begin_ = end_ = nullptr;
}

void EventColumns::section(const Section& section, Bytes) {
  in_pcapng_ = section.format == "pcapng";
  first_interface_ += static_cast<std::uint32_t>(link_type_of_.size());
  link_type_of_.clear();
  order_ = section.order;
  const FileHeaderEvent header = file_header_event(section, applies_zone_);
  const SectionEvent event{static_cast<std::uint32_t>(size()),
                           in_pcapng_ ? 1u : 0u,
                           header.magic_number,
                           header.major_version,
                           header.minor_version,
                           header.reserved1,
                           header.reserved2,
                           header.snaplen,
                           header.linktype};
  failed_ = append(sections_, &event, 1) == nullptr || failed_;
}

void EventColumns::interface(const Interface& interface, Bytes) {
  failed_ = append(link_type_of_, &interface.link_type, 1) == nullptr || failed_;
}

bool EventColumns::packets(const PacketBatch& batch) {
  const std::size_t count = batch.count;
  if (count == 0) return !failed_;
  std::int64_t* const times = append(time_, batch.ticks, count);
  std::uint32_t* const offsets = data_offset_.extend(count);
  std::uint32_t* const ids = interface_.extend(count);
  std::uint32_t* const link_types = link_type_.extend(count);
  std::uint8_t* const timed = timed_.extend(count);
  failed_ = failed_ || times == nullptr || offsets == nullptr || ids == nullptr ||
            link_types == nullptr || timed == nullptr ||
            append(captured_, batch.captured_length, count) == nullptr ||
            append(original_, batch.original_length, count) == nullptr;
  if (failed_) return false;
  for (std::size_t i = 0; i < count; ++i) times[i] *= batch.tick_nanoseconds;
  for (std::size_t i = 0; i < count; ++i) timed[i] = batch.packet(i).has_timestamp() ? 1 : 0;
  note_offsets(batch, offsets);
  note_interfaces(batch, ids, link_types);
  return true;
}

void EventColumns::note_offsets(const PacketBatch& batch, std::uint32_t* offsets) {
  if (begin_ == nullptr) {
    begin_ = batch.bytes(0).data();
    offset_ = batch.offset[0];
  }
  for (std::size_t i = 0; i < batch.count; ++i) {
    offsets[i] = static_cast<std::uint32_t>(batch.offset[i] - offset_);
  }
  const Bytes last = batch.bytes(batch.count - 1);
  end_ = last.data() + last.size();
}

// pcapng counts interfaces anew in each section, and so do its events.
void EventColumns::note_interfaces(const PacketBatch& batch, std::uint32_t* ids,
                                   std::uint32_t* link_types) {
  for (std::size_t i = 0; i < batch.count; ++i) {
    const std::uint32_t interface = batch.interface[i];
    link_types[i] = link_type_of_.values()[interface - first_interface_];
    ids[i] = in_pcapng_ ? pcapng::interface_of_packet(batch.kind[i], batch.record(i), order_)
                        : interface;
  }
}

}  // namespace packetglass
