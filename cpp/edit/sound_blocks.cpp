// A step that makes blocks of pcapng sound whose packets were read all the same.
#include "edit/sound_blocks.h"

#include "edit/changed_options.h"
#include "format/pcapng/packet_block.h"
#include "format/pcapng/section_header.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

bool is_sound(Bytes block, ByteOrder order) {
  const std::size_t size = block.size();
  if (size < pcapng::kLeastBlockSize || size % 4 != 0) return false;
  const std::uint8_t* const tail = block.data() + size - pcapng::kBlockTailSize;
  return pcapng::read_head(block, order).length == size &&
         load<std::uint32_t>(tail, order) == size;
}

// The same block with right lengths.
std::vector<std::uint8_t> made_sound(Bytes block, ByteOrder order) {
  return block_with_options(block.first(block.size() - pcapng::kBlockTailSize), {}, order);
}

}  // namespace

// A header that ends nobody knows where has only its first bytes: one without options stands for
// it.
void SoundBlocks::section(const Section& section, Bytes raw) {
  next_number_ = 0;
  if (section.format == "pcap" || is_sound(raw, section.order)) {
    return PacketEdit::section(section, raw);
  }
  std::vector<std::uint8_t> made;
  if (raw.size() <= pcapng::kSectionFixedSize) {
    pcapng::PcapngWriter(section.order, made).write_section();
  } else {
    made = made_sound(raw, section.order);
  }
  PacketEdit::section(section, made);
}

void SoundBlocks::interface(const Interface& interface, Bytes raw) {
  numbers_.push_back(next_number_++);
  const ByteOrder order = current().order;
  if (current().format == "pcap" || (!raw.empty() && is_sound(raw, order))) {
    return PacketEdit::interface(interface, raw);
  }
  std::vector<std::uint8_t> made;
  Interface described = interface;
  if (raw.empty()) {
    described.described = true;
    described.link_type = kLinkTypeEthernet;
    described.number = numbers_.back();
    pcapng::PcapngWriter(order, made).write_interface(described);
  } else {
    made = made_sound(raw, order);
  }
  PacketEdit::interface(described, made);
}

bool SoundBlocks::block(const Block& block) {
  if (is_sound(block.bytes, block.order)) return PacketEdit::block(block);
  const auto made = made_sound(block.bytes, block.order);
  Block sound = block;
  sound.bytes = made;
  return PacketEdit::block(sound);
}

PacketFate SoundBlocks::edit(PacketDraft& draft) {
  if (draft.packet.kind == RecordKind::kClassic) return PacketFate::kAsItIs;
  const std::uint32_t number = numbers_[draft.packet.interface];
  const bool same =
      pcapng::interface_of_packet(draft.packet.kind, draft.record, draft.order) == number;
  if (same && is_sound(draft.record, draft.order)) return PacketFate::kAsItIs;
  if (same || draft.packet.kind == RecordKind::kSimple) return PacketFate::kChanged;
  record_.assign(draft.record.begin(), draft.record.end());
  std::uint8_t* const at = record_.data() + pcapng::kBlockHeadSize;
  if (draft.packet.kind == RecordKind::kEnhanced) {
    store(at, number, draft.order);
  } else {
    store(at, static_cast<std::uint16_t>(number), draft.order);
  }
  draft.record = record_;
  return PacketFate::kChanged;
}

}  // namespace packetglass
