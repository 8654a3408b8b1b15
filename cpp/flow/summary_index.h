// The index of what packets say, beside that of where they are: protocols and conversations.
#pragma once

#include <optional>

#include "flow/hierarchy.h"
#include "flow/link_table.h"
#include "flow/summary_columns.h"
#include "record/record_sink.h"

namespace packetglass {

class SummaryIndex final : public PacketSink {
 public:
  // The packets of a batch, behind all before it. `interfaces` are all that were declared.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces) override;

  const SummaryColumns& columns() const { return columns_; }
  const FlowTable& flows() const { return flows_; }
  const LinkTable& links() const { return links_; }
  const Hierarchy& hierarchy() const { return hierarchy_; }

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

  void add_layers(const PacketBatch& batch, std::size_t i, const Summary& summary);
  void keep_odd(std::uint64_t packet, const TcpFacts& facts);

  FlowTable flows_;
  LinkTable links_;
  Hierarchy hierarchy_;
  SummaryColumns columns_;
  std::vector<Odd> odd_;  // by rising packet
  BatchSummary batch_;
};

}  // namespace packetglass
