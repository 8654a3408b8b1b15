// The index of what packets say.
#include "flow/summary_index.h"

#include <algorithm>

namespace packetglass {

void SummaryIndex::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  const std::uint64_t before = columns_.size();
  batch_.paths = &hierarchy_.paths();
  summarise(batch, before, interfaces, flows_, batch_);
  columns_.append(batch_, batch.count);
  for (std::size_t i = 0; i < batch.count; ++i) {
    add_layers(batch, i, batch_.summaries[i]);
    if (batch_.places[i].tcp.oddities != 0) keep_odd(before + i, batch_.places[i].tcp);
  }
}

void SummaryIndex::add_layers(const PacketBatch& batch, std::size_t i, const Summary& summary) {
  hierarchy_.add(summary.path, batch.original_length[i]);
  links_.add(summary.link, {batch.ticks[i] * batch.tick_nanoseconds, batch.original_length[i]});
}

void SummaryIndex::keep_odd(std::uint64_t packet, const TcpFacts& facts) {
  odd_.push_back({packet, facts.duplicate_of, facts.duplicate_number, facts.oddities});
}

std::optional<TcpFacts> SummaryIndex::tcp_facts(std::uint64_t i) const {
  const SummaryRow row = columns_[i];
  if (row.conversation == FlowPlace::kNone) return std::nullopt;
  const Conversation& conversation = flows_[row.conversation];
  if (conversation.tcp == Conversation::kNoTcp) return std::nullopt;
  TcpFacts facts = flows_.tcp(conversation).facts_of(row.side);
  facts.stream = conversation.stream;
  const auto odd = std::lower_bound(odd_.begin(), odd_.end(), i,
                                    [](const Odd& a, std::uint64_t b) { return a.packet < b; });
  if (odd == odd_.end() || odd->packet != i) return facts;
  facts.oddities = odd->oddities;
  facts.duplicate_of = odd->duplicate_of;
  facts.duplicate_number = odd->duplicate_number;
  return facts;
}

std::size_t SummaryIndex::memory() const {
  return flows_.memory() + columns_.memory() + links_.memory() + hierarchy_.memory() +
         odd_.capacity() * sizeof(Odd);
}

}  // namespace packetglass
