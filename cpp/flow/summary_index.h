// The index of what packets say, beside that of where they are: protocols and conversations.
#pragma once

#include <optional>

#include "flow/hierarchy.h"
#include "flow/summary_columns.h"
#include "record/record_sink.h"

namespace packetglass {

class SummaryIndex final : public PacketSink {
 public:
  // The packets of a batch, behind all before it. `interfaces` are all that were declared.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces) override;

  const SummaryColumns& columns() const { return columns_; }
  const FlowTable& flows() const { return flows_; }
  const Hierarchy& hierarchy() const { return hierarchy_; }

  // Whether there was no memory: packets behind the last of columns() are not summarised, or some
  // have no conversation.
  bool full() const { return full_ || flows_.full(); }

  // What the packets before packet `i` tell of it; nothing when it is no TCP segment.
  std::optional<TcpFacts> tcp_facts(std::uint64_t i) const;

  // The packets, from 1, to be dissected before packet `number` so that what it completes is put
  // together again: with an IpFragments of their own, in their order. None for almost all; nothing
  // where they are too many.
  std::optional<std::vector<std::uint64_t>> needed_for(std::uint64_t number) const {
    return batch_.put_together.needed_for(number);
  }

  const FragmentLog& fragments() const { return batch_.put_together; }

  // Bytes held.
  std::size_t memory() const;

 private:
  // A segment about which something is odd; few are.
  struct Odd {
    std::uint64_t packet_and_oddities;  // in its lowest 16 bits
    std::uint32_t duplicate_of, duplicate_number;

    std::uint64_t packet() const { return packet_and_oddities >> 16; }
    TcpOddities found() const {
      return {static_cast<std::uint16_t>(packet_and_oddities), duplicate_of, duplicate_number};
    }
  };

  void add_layers(std::size_t count);
  bool keep_odd(std::uint64_t packet, const TcpOddities& found);
  const Odd* find_odd(std::uint64_t packet) const;

  FlowTable flows_;
  Hierarchy hierarchy_;
  SummaryColumns columns_;
  BlockList<Odd, 1024> odd_;  // by rising packet
  std::size_t odd_count_ = 0;
  bool full_ = false;
  BatchSummary batch_;
};

}  // namespace packetglass
