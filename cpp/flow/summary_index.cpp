// The index of what packets say.
#include "flow/summary_index.h"

namespace packetglass {

std::span<const Issue> SummaryIndex::add(const PacketBatch& batch,
                                         std::span<const Interface> interfaces) {
  if (full_) return {};
  const std::uint64_t before = columns_.size();
  batch_.paths = &hierarchy_.paths();
  summarise(batch, before, interfaces, flows_, batch_);
  add_layers(batch.count);
  const std::size_t kept = keep(batch);
  full_ = kept < batch.count;
  if (full_) {
    batch_.issues.push_back(
        issue_of(IssueKind::kNoMemoryForSummary, batch, before, before + kept + 1));
  }
  return batch_.issues;
}

std::size_t SummaryIndex::keep(const PacketBatch& batch) {
  const std::uint64_t before = columns_.size();
  if (!columns_.append(batch_, batch.count)) {
    return static_cast<std::size_t>(columns_.size() - before);
  }
  for (std::size_t i = 0; i < batch.count; ++i) {
    const TcpOddities& odd = batch_.places[i].odd;
    if (odd.oddities != 0 && !keep_odd(before + i, odd)) return i;
  }
  return batch.count;
}

void SummaryIndex::add_layers(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    hierarchy_.add(batch_.summaries[i].path, batch_.packets[i].original_length);
  }
}

bool SummaryIndex::keep_odd(std::uint64_t packet, const TcpOddities& found) {
  if (!odd_.reaches(odd_count_)) return false;
  odd_[odd_count_++] = {packet << 16 | found.oddities, found.duplicate_of, found.duplicate_number};
  return true;
}

// nullptr: nothing is odd about it.
const SummaryIndex::Odd* SummaryIndex::find_odd(std::uint64_t packet) const {
  std::size_t from = 0, to = odd_count_;
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (odd_[middle].packet() < packet) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from < odd_count_ && odd_[from].packet() == packet ? &odd_[from] : nullptr;
}

std::optional<TcpFacts> SummaryIndex::tcp_facts(std::uint64_t i) const {
  const SummaryRow row = columns_[i];
  const Odd* const odd = find_odd(i);
  return flows_.tcp_facts({row.conversation, row.side, odd ? odd->found() : TcpOddities()}, i + 1);
}

std::size_t SummaryIndex::memory() const {
  return flows_.memory() + columns_.memory() + hierarchy_.memory() + odd_.memory() +
         batch_.put_together.memory();
}

}  // namespace packetglass
