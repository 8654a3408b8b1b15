// A step that changes lists of options, wherever they stand: pcapng.
#include "edit/options_edit.h"

#include "edit/changed_header.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/section_header.h"

namespace packetglass {

void OptionsEdit::section(const Section& section, Bytes raw) {
  ChangedHeader header(section, raw);
  // Of a damaged header nobody knows where it ends.
  if (section.format != "pcap" && raw.size() > pcapng::kSectionFixedSize) {
    const Bytes options = pcapng::read_section_header(raw, section.order).options;
    const auto changed = options_of_block(pcapng::kSectionHeader, options, section.order);
    if (changed) header.set_options(*changed);
  }
  PacketEdit::section(header.section(), header.raw());
}

void OptionsEdit::interface(const Interface& interface, Bytes raw) {
  ChangedInterface header(interface, raw, current());
  if (!raw.empty()) {
    const Bytes options = pcapng::read_interface_description(raw, current().order).options;
    const auto changed = options_of_block(pcapng::kInterfaceDescription, options, current().order);
    if (changed) header.set_options(*changed);
  }
  PacketEdit::interface(header.interface(), header.raw());
}

bool OptionsEdit::block(const Block& block) {
  const Bytes options = options_in(block);
  if (options.empty()) return PacketEdit::block(block);
  const auto changed = options_of_block(block.type, options, block.order);
  if (!changed) return PacketEdit::block(block);
  const auto fixed = static_cast<std::size_t>(options.data() - block.bytes.data());
  const auto whole = block_with_options(block.bytes.first(fixed), *changed, block.order);
  Block other = block;
  other.bytes = whole;
  return PacketEdit::block(other);
}

PacketFate OptionsEdit::edit(PacketDraft& draft) {
  const Bytes options = packetglass::options_of(draft);
  if (options.empty()) return PacketFate::kAsItIs;
  auto changed =
      options_of_block(static_cast<std::uint32_t>(draft.packet.kind), options, draft.order);
  if (!changed) return PacketFate::kAsItIs;
  options_ = std::move(*changed);
  draft.options = options_;
  return PacketFate::kChanged;
}

}  // namespace packetglass
