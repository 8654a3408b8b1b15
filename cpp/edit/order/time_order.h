// In which order the records of a capture stand when its packets are in the order of time.
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "record/record_sink.h"

namespace packetglass {

// A record or block where it stands in the source, and what it is ordered by.
struct OrderEntry {
  Nanoseconds time;
  std::uint64_t offset;  // of its first byte; equal times stay in the order of the source
  std::uint32_t size;    // bytes

  bool operator<(const OrderEntry& other) const {
    return time != other.time ? time < other.time : offset < other.offset;
  }
};

// Of a capture of one section: its header, interfaces, names and secrets come first, its
// statistics last. Packets without time and other blocks stay behind the packet that they stand
// behind.
class TimeOrder final : public RecordSink {
 public:
  // Takes entries, in the order of the source; false: it can take no more.
  using Take = std::function<bool(const OrderEntry&)>;
  using Issues = std::function<void(const Issue&)>;

  TimeOrder(Take take, Issues issues) : take_(std::move(take)), issues_(std::move(issues)) {}

  std::uint64_t packets_seen() const { return packets_; }
  // Packets that are earlier than the one before them.
  std::uint64_t out_of_order() const { return out_of_order_; }
  // The first section.
  const Section& first_section() const { return section_; }
  std::uint64_t sections() const { return sections_; }
  // Whether the entries can be written one after another as they stand in the source: there is one
  // section, and nothing of its header is missing.
  bool can_be_moved() const { return sections_ == 1 && whole_header_; }

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue& issue) override { issues_(issue); }

 private:
  static constexpr Nanoseconds kFirst = std::numeric_limits<Nanoseconds>::min();
  static constexpr Nanoseconds kLast = std::numeric_limits<Nanoseconds>::max();

  Nanoseconds time_of(const Packet& packet);

  Take take_;
  Issues issues_;
  Section section_;
  std::uint64_t sections_ = 0;
  bool whole_header_ = true;
  Nanoseconds last_ = kFirst + 1;  // of the packet before
  std::uint64_t packets_ = 0;
  std::uint64_t out_of_order_ = 0;
};

}  // namespace packetglass
