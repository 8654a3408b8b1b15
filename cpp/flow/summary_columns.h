// The columns that are kept of each packet beside the index: its protocol and its conversation.
#pragma once

#include <string_view>
#include <vector>

#include "flow/batch_summary.h"
#include "index/packing.h"

namespace packetglass {

// What a packet's columns come to. Addresses and ports are its conversation's.
struct SummaryRow {
  std::uint32_t conversation = FlowPlace::kNone;
  std::uint8_t side = 0;       // who sent it
  std::uint16_t protocol = 0;  // number of its name
};

// Packed as packet columns are: groups of 128, differences as wide as the group needs.
class SummaryColumns {
 public:
  void append(const BatchSummary& batch, std::size_t count);

  std::uint64_t size() const { return groups_.size() * kGroupSize + open_; }
  SummaryRow operator[](std::uint64_t i) const;

  // The names of protocols, by their number.
  const std::vector<const char*>& protocols() const { return protocols_; }
  std::size_t memory() const;

 private:
  struct Group {
    std::uint64_t begin;  // in packed_
    std::uint32_t place;  // the smallest of the group
    std::uint16_t protocol;
    std::uint8_t place_width, protocol_width;
  };

  std::uint32_t number_of(const char* protocol);
  void seal();
  static std::uint32_t unpack(const std::uint8_t* column, std::uint8_t width, std::size_t i);

  std::vector<Group> groups_;
  std::vector<std::uint8_t> packed_;
  std::vector<const char*> protocols_;
  std::size_t open_ = 0;
  // 0: no conversation; else 1 + twice its number, and one more for side 1.
  std::uint32_t places_[kGroupSize];
  std::uint32_t numbers_[kGroupSize];
};

}  // namespace packetglass
