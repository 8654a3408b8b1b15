// Events of one stretch of a source, column by column.
#pragma once

#include <cstdlib>
#include <memory>

#include "event/event.h"
#include "record/record_sink.h"

namespace packetglass {

// A growing array; without memory, that it cannot grow is an answer.
template <typename T>
class Column {
 public:
  // Room for `more` values behind the last, which are taken for set; nullptr without memory.
  T* extend(std::size_t more) {
    if (size_ + more > capacity_ && !grow(size_ + more)) return nullptr;
    size_ += more;
    return values_.get() + size_ - more;
  }

  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  const T* values() const { return values_.get(); }

 private:
  struct Free {
    void operator()(T* values) const { std::free(values); }
  };

  bool grow(std::size_t least) {
    const std::size_t capacity = least > capacity_ * 2 ? least : capacity_ * 2;
    auto* const moved = static_cast<T*>(std::realloc(values_.get(), capacity * sizeof(T)));
    if (moved == nullptr) return false;
    static_cast<void>(values_.release());
    values_.reset(moved);
    capacity_ = capacity;
    return true;
  }

  std::unique_ptr<T[], Free> values_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

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
  const std::uint32_t* places() const { return place_.values(); }  // behind the first packet's
  const std::uint32_t* captured_lengths() const { return captured_.values(); }
  const std::uint32_t* original_lengths() const { return original_.values(); }
  const std::uint32_t* interfaces() const { return interface_.values(); }  // as the section counts
  const std::uint32_t* link_types() const { return link_type_.values(); }
  const std::uint8_t* timed() const { return timed_.values(); }  // 1 where the packet has a time
  const Column<SectionEvent>& sections() const { return sections_; }

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
  void note_places(const PacketBatch& batch, std::uint32_t* places);
  void note_interfaces(const PacketBatch& batch, std::uint32_t* ids, std::uint32_t* link_types);

  bool applies_zone_;
  bool in_pcapng_ = false;
  bool failed_ = false;
  ByteOrder order_ = kHostOrder;
  Column<LinkType> link_type_of_;      // by interface of the section
  std::uint32_t first_interface_ = 0;  // of the section, as the whole source numbers them
  Column<SectionEvent> sections_;
  Column<std::int64_t> time_;
  Column<std::uint32_t> place_;
  Column<std::uint32_t> captured_;
  Column<std::uint32_t> original_;
  Column<std::uint32_t> interface_;
  Column<std::uint32_t> link_type_;
  Column<std::uint8_t> timed_;
  const std::uint8_t* begin_ = nullptr;
  const std::uint8_t* end_ = nullptr;
  std::uint64_t offset_ = 0;
};

}  // namespace packetglass
