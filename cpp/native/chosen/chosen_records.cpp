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
  limit_options(interfaces_.back());
}

bool ChosenRecords::packets(const PacketBatch& batch) {
  if (chosen_.all()) return to_.packets(batch);
  if (too_many_) return true;
  batch_.begin(batch);
  chosen_.add(batch, interfaces_);
  for (std::size_t i = 0; i < batch.count; ++i) {
    if (chosen_.has(i)) batch_.take(batch, i);
  }
  const PacketBatch& taken = batch_.taken(batch);
  return (taken.count == 0 || to_.packets(taken)) && !chosen_.ended();
}

}  // namespace packetglass::native
