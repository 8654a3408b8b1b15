// The index of what packets say.
#include "flow/summary_index.h"

namespace packetglass {

void SummaryIndex::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  if (full_) return;
  const std::uint64_t before = columns_.size();
  batch_.paths = &hierarchy_.paths();
  summarise(batch, before, interfaces, flows_, batch_);
  add_layers(batch.count);
  full_ = !columns_.append(batch_, batch.count);
  for (std::size_t i = 0; i < batch.count && !full_; ++i) {
    const TcpFacts& facts = batch_.places[i].tcp;
    if (facts.oddities != 0) full_ = !keep_odd(before + i, facts);
  }
}

void SummaryIndex::add_layers(std::size_t count) {
  const auto summaries = std::span(batch_.summaries).first(count);
  const auto packets = std::span(batch_.packets).first(count);
  for (std::size_t i = 0; i < count; ++i) {
    hierarchy_.add(summaries[i].path, packets[i].original_length);
  }
  links_.add(summaries, packets);
}

bool SummaryIndex::keep_odd(std::uint64_t packet, const TcpFacts& facts) {
  if (!odd_.reaches(odd_count_)) return false;
  odd_[odd_count_++] = {packet, facts.duplicate_of, facts.duplicate_number, facts.oddities};
  return true;
}

// nullptr: nothing is odd about it.
const SummaryIndex::Odd* SummaryIndex::find_odd(std::uint64_t packet) const {
  std::size_t from = 0, to = odd_count_;
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (odd_[middle].packet < packet) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from < odd_count_ && odd_[from].packet == packet ? &odd_[from] : nullptr;
}

std::optional<TcpFacts> SummaryIndex::tcp_facts(std::uint64_t i) const {
  const SummaryRow row = columns_[i];
  if (row.conversation == FlowPlace::kNone) return std::nullopt;
  const Conversation conversation = flows_[row.conversation];
  if (conversation.tcp == Conversation::kNoTcp) return std::nullopt;
  TcpFacts facts = flows_.tcp(conversation).facts_of(row.side);
  facts.stream = conversation.stream;
  const Odd* const odd = find_odd(i);
  if (odd == nullptr) return facts;
  facts.oddities = odd->oddities;
  facts.duplicate_of = odd->duplicate_of;
  facts.duplicate_number = odd->duplicate_number;
  return facts;
}

std::size_t SummaryIndex::memory() const {
  return flows_.memory() + columns_.memory() + links_.memory() + hierarchy_.memory() +
         odd_.memory() + batch_.put_together.memory();
}

}  // namespace packetglass
