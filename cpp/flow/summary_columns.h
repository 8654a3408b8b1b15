// The columns that are kept of each packet in addition to the index: its kind and its
// conversation.
#pragma once

#include <optional>

#include "flow/batch_summary.h"
#include "flow/packet_kinds.h"
#include "index/packed_bytes.h"

namespace packetglass {

// What a packet's columns come to. Addresses and ports are its conversation's.
struct SummaryRow {
  std::uint32_t conversation = PacketFlow::kNone;
  std::uint8_t side = 0;   // who sent it
  std::uint32_t kind = 0;  // in kinds()
};

// The rows of a group, as columns.
struct SummaryGroup {
  std::uint64_t first;  // the packet that the group begins with
  std::size_t count;
  std::uint32_t kinds[kGroupSize];
  std::uint32_t flows[kGroupSize];

  SummaryRow operator[](std::size_t i) const;
};

// Packed as packet columns are: groups of 128, differences as wide as the group needs.
class SummaryColumns {
 public:
  // The first `count` packets of the batch. false when there is no memory: some may be lost, and
  // nothing can be appended any more.
  [[nodiscard]] bool append(const BatchSummary& batch, std::size_t count);

  std::uint64_t size() const { return std::uint64_t{groups_} * kGroupSize + open_; }
  // i < size().
  SummaryRow operator[](std::uint64_t i) const;

  // The group that has packet i < size().
  void read_group(std::uint64_t i, SummaryGroup& out) const;

  // The last packet of the conversation in [from, to), where to <= size(); nothing when there is
  // none. Takes a step for each group that cannot have one, and for each packet of another.
  std::optional<std::uint64_t> last_of(std::uint32_t conversation, std::uint64_t from,
                                       std::uint64_t to) const;

  // What packets are, by SummaryRow::kind.
  const PacketKinds& kinds() const { return kinds_; }
  // Bytes held.
  std::size_t memory() const;

 private:
  struct Group {
    const std::uint8_t* columns;
    std::uint32_t flow, kind;  // the smallest of the group
    std::uint8_t flow_width, kind_width;
  };
  bool may_have(std::size_t group, std::uint32_t flow) const;
  std::uint32_t flow_in(std::size_t group, std::size_t at) const;
  std::uint32_t kind_in(std::size_t group, std::size_t at) const;

  static constexpr std::size_t kMaxGroupBytes = kGroupSize * 8;
  bool seal();

  BlockList<Group, 1024> directory_;
  PackedBytes packed_;
  PacketKinds kinds_;
  std::size_t groups_ = 0;
  std::size_t open_ = 0;
  // 0: no conversation; else 1 + twice its number, and one more for side 1.
  std::uint32_t flows_[kGroupSize];
  std::uint32_t numbers_[kGroupSize];
};

}  // namespace packetglass
