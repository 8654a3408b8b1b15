// A step that puts headers into packets or around them.
#include "edit/rewrite/encapsulating.h"

#include <algorithm>

#include "edit/changed_header.h"

namespace packetglass {

void Encapsulating::section(const Section& section, Bytes raw) {
  ChangedHeader header(section, raw);
  header.raise_snaplen(growth_);
  PacketEdit::section(header.section(), header.raw());
}

void Encapsulating::interface(const Interface& interface, Bytes raw) {
  ChangedInterface changed(interface, raw, current());
  changed.raise_snaplen(growth_);
  PacketEdit::interface(changed.interface(), changed.raw());
}

// No reader believes a packet that is longer than its link type may be.
PacketFate Encapsulating::edit(PacketDraft& draft) {
  const std::size_t most = max_captured_length(draft.interface->link_type);
  packet_.clear();
  if (draft.bytes.size() + growth_ > most || !put(draft, packet_)) {
    ++left_;
    return PacketFate::kAsItIs;
  }
  ++changed_;
  draft.bytes = packet_;
  return PacketFate::kChanged;
}

std::size_t length_on_wire(const PacketDraft& draft) {
  return std::max<std::size_t>(draft.original_length, draft.bytes.size());
}

}  // namespace packetglass
