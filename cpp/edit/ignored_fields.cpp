// Packets without the fields that change on their way: their bytes as zeros.
#include "edit/ignored_fields.h"

#include "dissect/dissection.h"

namespace packetglass {

void IgnoredFields::add(std::span<const std::string_view> names) {
  names_.insert(names_.end(), names.begin(), names.end());
  choice_ = std::make_unique<FieldChoice>(names_, false);
}

Bytes IgnoredFields::without(const PacketDraft& draft) {
  if (empty()) return draft.bytes;
  bytes_.assign(draft.bytes.begin(), draft.bytes.end());
  tree_.reset(draft.bytes, choice_.get());
  Summary summary = kNoSummary;
  Dissection dissection(summary);
  dissection.wanted.tree = &tree_;
  dissection.wanted.text = false;
  dissect(draft.bytes, draft.original_length, draft.interface->link_type, dissection);
  for (const Node& node : tree_.nodes()) {
    if (node.source != 0 || node.generated || !choice_->has(*node.field)) continue;
    std::fill_n(bytes_.begin() + node.offset, node.size, std::uint8_t{0});
  }
  return bytes_;
}

}  // namespace packetglass
