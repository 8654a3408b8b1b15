// Events of one stretch of a source, column by column.
#pragma once

#include "base/growing_array.h"
#include "event/event.h"
#include "record/record_sink.h"

namespace packetglass {

// A section, where it begins among the packets.
struct SectionEvent {
  std::uint32_t packet = 0;  // how many packets of the stretch come before it
  std::uint32_t pcapng = 0;  // 1, or 0 for classic pcap: only that has a header
  std::uint32_t magic_number = 0;
  std::uint32_t major_version = 0;
  std::uint32_t minor_version = 0;
  std::uint32_t reserved1 = 0;
  std::uint32_t reserved2 = 0;
  std::uint32_t snaplen = 0;
  std::uint32_t linktype = 0;
};

// The sink for them. The bytes of packets stay in the window of the reader; only where they are is
// noted.
class EventColumns : public RecordSink {
 public:
  // Whether the reader applies the time zone of classic headers to times.
  explicit EventColumns(bool applies_zone) : applies_zone_(applies_zone) {}

  // A new stretch begins.
  void clear();

  std::size_t size() const { return time_.size(); }
  const std::int64_t* times() const { return time_.values(); }  // ns; without meaning if untimed
  const std::uint32_t* data_offsets() const { return data_offset_.values(); }  // from bytes()
  const std::uint32_t* captured_lengths() const { return captured_.values(); }
  const std::uint32_t* original_lengths() const { return original_.values(); }
  const std::uint32_t* interfaces() const { return interface_.values(); }  // as the section counts
  const std::uint32_t* link_types() const { return link_type_.values(); }
  const std::uint8_t* timed() const { return timed_.values(); }  // 1 where the packet has a time
  const GrowingArray<SectionEvent>& sections() const { return sections_; }

  // From the first byte of the first packet to the last of the last.
  Bytes bytes() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
  // Where the first byte of bytes() is in the source.
  std::uint64_t offset() const { return offset_; }

  void section(const Section& section, Bytes) override;
  void interface(const Interface& interface, Bytes) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block&) override { return !failed_; }
  void issue(const Issue&) override {}

 private:
  void note_offsets(const PacketBatch& batch, std::uint32_t* offsets);
  void note_interfaces(const PacketBatch& batch, std::uint32_t* ids, std::uint32_t* link_types);

  bool applies_zone_;
  bool in_pcapng_ = false;
  bool failed_ = false;
  ByteOrder order_ = kHostOrder;
  GrowingArray<LinkType> link_type_of_;  // by interface of the section
  std::uint32_t first_interface_ = 0;    // of the section, as the whole source numbers them
  GrowingArray<SectionEvent> sections_;
  GrowingArray<std::int64_t> time_;
  GrowingArray<std::uint32_t> data_offset_;
  GrowingArray<std::uint32_t> captured_;
  GrowingArray<std::uint32_t> original_;
  GrowingArray<std::uint32_t> interface_;
  GrowingArray<std::uint32_t> link_type_;
  GrowingArray<std::uint8_t> timed_;
  const std::uint8_t* begin_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  std::uint64_t offset_ = 0;
};

}  // namespace packetglass
