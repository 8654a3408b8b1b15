// The index of what packets say, beside that of where they are: protocols and conversations.
#pragma once

#include <optional>

#include "flow/hierarchy.h"
#include "flow/link_table.h"
#include "flow/summary_columns.h"

namespace packetglass {

class SummaryIndex {
 public:
  // The packets of a batch, behind all before it. `interfaces` are all that were declared.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces);

  const SummaryColumns& columns() const { return columns_; }
  const FlowTable& flows() const { return flows_; }
  const LinkTable& links() const { return links_; }
  const Hierarchy& hierarchy() const { return hierarchy_; }

  // Whether there was no memory: packets behind the last of columns() are not summarised, or some
  // have no conversation.
  bool full() const { return full_ || flows_.full(); }

  // What the packets before packet `i` tell of it; nothing when it is no TCP segment.
  std::optional<TcpFacts> tcp_facts(std::uint64_t i) const;

  // Bytes held.
  std::size_t memory() const;

 private:
  // A segment about which something is odd; few are.
  struct Odd {
    std::uint64_t packet;
    std::uint32_t duplicate_of, duplicate_number;
    std::uint16_t oddities;
  };

  void add_layers(const PacketBatch& batch);
  bool keep_odd(std::uint64_t packet, const TcpFacts& facts);
  const Odd* find_odd(std::uint64_t packet) const;

  FlowTable flows_;
  LinkTable links_;
  Hierarchy hierarchy_;
  SummaryColumns columns_;
  BlockList<Odd, 1024> odd_;  // by rising packet
  std::size_t odd_count_ = 0;
  bool full_ = false;
  BatchSummary batch_;
};

}  // namespace packetglass
