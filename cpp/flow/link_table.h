// Who sends to whom on the link: conversations of Ethernet and IEEE 802.11.
#pragma once

#include "flow/flow_table.h"
#include "flow/keyed_rows.h"
#include "flow/pair_sums.h"

namespace packetglass {

// The addresses are those of the outermost link layer that has two: what is tunnelled has no
// conversations of its own.
class LinkTable {
 public:
  struct Row : PairSums<2> {
    LinkPair::Kind kind() const { return static_cast<LinkPair::Kind>(key[1] >> 48); }
    Address address(unsigned side) const;  // 0: whoever sent the first packet
  };

  explicit LinkTable(std::uint64_t seed = kSeed) : rows_(seed) {}

  // Packets in their order; those without such addresses are left out.
  void add(std::span<const Summary> summaries, std::span<const FlowPacket> packets);

  // By the first packet of each.
  std::size_t size() const { return rows_.size(); }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  // Whether there was no memory for a conversation: packets of others still find theirs.
  bool full() const { return rows_.full(); }
  // Bytes held.
  std::size_t memory() const { return rows_.memory(); }

 private:
  static constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15;

  void add(const LinkPair& pair, const FlowPacket& packet);

  KeyedRows<Row> rows_;
};

}  // namespace packetglass
