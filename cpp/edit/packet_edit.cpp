// A step that says of each packet what becomes of it.
#include "edit/packet_edit.h"

#include "record/limits.h"

namespace packetglass {

void PacketEdit::section(const Section& section, Bytes raw) {
  section_ = section;
  section_.options = {};
  changed_.begin_section(section);
  next().section(section, raw);
}

void PacketEdit::interface(const Interface& interface, Bytes raw) {
  if (interfaces_.size() == kMaxKeptInterfaces) {
    fail({ErrorCode::kUnsupported, interface.offset,
          "There are more than " + std::to_string(kMaxKeptInterfaces) + " interfaces."});
    return;
  }
  interfaces_.push_back(interface);
  interfaces_.back().options = {};
  if (interface.number == 0) changed_.set_first_snaplen(interface.snaplen);
  next().interface(interface, raw);
}

PacketDraft PacketEdit::draft_of(const PacketBatch& batch, std::size_t i) const {
  PacketDraft draft;
  draft.number = number_ + i + 1;
  draft.interface = &interfaces_[batch.interface[i]];
  draft.packet = batch.packet(i);
  draft.record = batch.record(i);
  draft.order = section_.order;
  draft.timestamp = draft.packet.timestamp;
  draft.original_length = draft.packet.original_length;
  draft.bytes = batch.bytes(i);
  return draft;
}

// Records are made anew from the first one on that is changed: as long as none is, they are handed
// on where they stand.
bool PacketEdit::packets(const PacketBatch& batch) {
  if (error()) return false;
  begin(batch);
  chosen_.begin(batch);
  bool is_changed = false;
  for (std::size_t i = 0; i < batch.count; ++i) {
    PacketDraft draft = draft_of(batch, i);
    const PacketFate fate = edit(draft);
    if (error()) return false;
    if (fate == PacketFate::kChanged && !is_changed) {
      is_changed = true;
      changed_.begin(batch);
      const PacketBatch& before = chosen_.so_far();
      for (std::size_t k = 0; k < before.count; ++k) changed_.keep(before, k);
    }
    if (fate == PacketFate::kDropped) continue;
    if (fate == PacketFate::kChanged) {
      if (auto refused = changed_.put(batch, i, draft)) return fail(std::move(*refused));
    } else if (is_changed) {
      changed_.keep(batch, i);
    } else {
      chosen_.take(batch, i);
    }
  }
  number_ += batch.count;
  return hand_on(is_changed ? changed_.batch() : chosen_.taken(batch));
}

bool PacketEdit::hand_on(const PacketBatch& batch) {
  return batch.count == 0 || next().packets(batch);
}

bool PacketEdit::finish() {
  changed_.losses().report(next());
  return true;
}

}  // namespace packetglass
