// The index of what packets say, not of where they are: protocols and conversations.
#pragma once

#include <optional>

#include "flow/hierarchy.h"
#include "flow/summary_columns.h"
#include "record/record_sink.h"

namespace packetglass {

class SummaryIndex final : public PacketSink {
 public:
  // Keeps so many conversations at most, and pairs on the link.
  explicit SummaryIndex(std::size_t most = kMaxConversations,
                        std::size_t most_pairs = kMaxLinkPairs)
      : flows_(most, most_pairs) {
    batch_.segments.keep_only_heads();
  }

  // The packets of a batch, behind all before it. `interfaces` are all that were declared. Says
  // from which packet on it has no room for something.
  std::span<const Issue> add(const PacketBatch& batch,
                             std::span<const Interface> interfaces) override;

  // Packets to come are dissected as the user chose, which outlives this.
  void dissects_as(const Choices& chosen) { batch_.choices = chosen.empty() ? nullptr : &chosen; }
  // nullptr: nothing was chosen.
  const Choices* choices() const { return batch_.choices; }

  const SummaryColumns& columns() const { return columns_; }
  const FlowTable& flows() const { return flows_; }
  const Hierarchy& hierarchy() const { return hierarchy_; }

  // What the packets before packet `i` say of it; nothing when it is no TCP segment.
  std::optional<TcpFacts> tcp_facts(std::uint64_t i) const;

  // The packets, from 1, to be dissected before packet `number` so that what it completes is put
  // together again: with an IpFragments of their own, in their order. None for almost all; nothing
  // where they are too many.
  std::optional<std::vector<std::uint64_t>> needed_for(std::uint64_t number) const {
    return batch_.related.fragments.needed_for(number);
  }

  const AgreedVersions& agreed() const { return batch_.agreed; }
  const RelatedPackets& related() const { return batch_.related; }
  const FragmentLog& fragments() const { return batch_.related.fragments; }
  const RecognisedConversations& recognised() const { return batch_.recognised; }
  const EarlierValues& earlier() const { return batch_.earlier; }

  // Bytes held.
  std::size_t memory() const;

 private:
  // A segment with analysis flags; few have some.
  struct Flagged {
    std::uint64_t packet_and_flags;  // in its lowest 16 bits
    std::uint32_t duplicate_of, duplicate_number;

    std::uint64_t packet() const { return packet_and_flags >> 16; }
    TcpAnalysis found() const {
      return {static_cast<std::uint16_t>(packet_and_flags), duplicate_of, duplicate_number};
    }
  };

  void add_layers(std::size_t count);
  // Keeps what columns say of the batch; what it returns is how many of its packets there was
  // memory for.
  std::size_t keep(const PacketBatch& batch);
  bool keep_flagged(std::uint64_t packet, const TcpAnalysis& found);
  const Flagged* find_flagged(std::uint64_t packet) const;

  FlowTable flows_;
  Hierarchy hierarchy_;
  SummaryColumns columns_;
  BlockList<Flagged, 1024> flagged_;  // by rising packet
  std::size_t flagged_count_ = 0;
  bool full_ =
      false;  // there was no memory: packets behind the last of columns_ are not summarised
  BatchSummary batch_;
};

}  // namespace packetglass
