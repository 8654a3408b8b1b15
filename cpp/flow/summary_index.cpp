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
    const TcpAnalysis& analysis = batch_.flows[i].analysis;
    if (analysis.flags != 0 && !keep_flagged(before + i, analysis)) return i;
  }
  return batch.count;
}

void SummaryIndex::add_layers(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    hierarchy_.add(batch_.summaries[i].path, batch_.packets[i].original_length);
  }
}

bool SummaryIndex::keep_flagged(std::uint64_t packet, const TcpAnalysis& found) {
  if (!flagged_.reaches(flagged_count_)) return false;
  flagged_[flagged_count_++] = {packet << 16 | found.flags, found.duplicate_of,
                                found.duplicate_number};
  return true;
}

// nullptr: it has no flags.
const SummaryIndex::Flagged* SummaryIndex::find_flagged(std::uint64_t packet) const {
  std::size_t from = 0, to = flagged_count_;
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    if (flagged_[middle].packet() < packet) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from < flagged_count_ && flagged_[from].packet() == packet ? &flagged_[from] : nullptr;
}

std::optional<TcpFacts> SummaryIndex::tcp_facts(std::uint64_t i) const {
  const SummaryRow row = columns_[i];
  const Flagged* const flagged = find_flagged(i);
  return flows_.tcp_facts({row.conversation, row.side, flagged ? flagged->found() : TcpAnalysis()},
                          i + 1);
}

std::size_t SummaryIndex::memory() const {
  return flows_.memory() + columns_.memory() + hierarchy_.memory() + flagged_.memory() +
         batch_.related.memory() + batch_.agreed.memory() + batch_.recognised.memory() +
         batch_.earlier.memory();
}

}  // namespace packetglass
