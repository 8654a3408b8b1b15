// Hands on the records of a capture, of its packets those that were chosen.
#include "native/chosen/chosen_records.h"

#include "record/limits.h"

namespace packetglass::native {

void ChosenRecords::section(const Section& section, Bytes raw) {
  if (chosen_.ended()) return;
  chosen_.begin_section(section.order);
  to_.section(section, raw);
}

void ChosenRecords::interface(const Interface& interface, Bytes raw) {
  if (chosen_.ended()) return;
  to_.interface(interface, raw);
  if (chosen_.all() || too_many_) return;
  if (interfaces_.size() == kMaxKeptInterfaces) {
    too_many_ = true;
    issue({IssueKind::kIndexLimit, interface.offset, 0, kMaxKeptSections, kMaxKeptInterfaces});
    return;
  }
  chosen_.add_interface(interface);
  interfaces_.push_back(interface);
  interfaces_.back().options = {};
}

bool ChosenRecords::packets(const PacketBatch& batch) {
  if (chosen_.all()) return to_.packets(batch);
  if (too_many_) return true;
  choose(batch);
  const bool whole = batch_.count == batch.count;
  const bool taken = batch_.count == 0 || to_.packets(whole ? batch : batch_);
  return taken && !chosen_.ended();
}

void ChosenRecords::choose(const PacketBatch& batch) {
  batch_.count = 0;
  batch_.tick_nanoseconds = batch.tick_nanoseconds;
  batch_.untruncated = batch.untruncated;
  batch_.uniform = batch.uniform;
  batch_.record_header_size = batch.record_header_size;
  batch_.window = batch.window;
  batch_.window_offset = batch.window_offset;
  batch_.record_begin = batch.record_begin == nullptr ? nullptr : record_begin_;
  batch_.record_end = batch.record_begin == nullptr ? nullptr : record_end_;
  chosen_.add(batch, interfaces_);
  for (std::size_t i = 0; i < batch.count; ++i) {
    if (chosen_.has(i)) take(batch, i);
  }
}

void ChosenRecords::take(const PacketBatch& batch, std::size_t i) {
  const std::size_t to = batch_.count++;
  batch_.offset[to] = batch.offset[i];
  batch_.ticks[to] = batch.ticks[i];
  batch_.captured_length[to] = batch.captured_length[i];
  batch_.original_length[to] = batch.original_length[i];
  batch_.interface[to] = batch.interface[i];
  batch_.kind[to] = batch.kind[i];
  if (batch.record_begin == nullptr) return;
  record_begin_[to] = batch.record_begin[i];
  record_end_[to] = batch.record_end[i];
}

}  // namespace packetglass::native
