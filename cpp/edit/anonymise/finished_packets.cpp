// Packets that are anonymised, on their way out.
#include "edit/anonymise/finished_packets.h"

#include "edit/changed_header.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/section_header.h"

namespace packetglass::anonymise {
namespace {

constexpr std::size_t kInterfaceFixed = pcapng::kBlockHeadSize + 8;

// What stands behind so many bytes of a block.
Bytes behind(Bytes block, std::size_t fixed) {
  const std::size_t least = fixed + pcapng::kBlockTailSize;
  return block.size() < least ? Bytes() : block.subspan(fixed, block.size() - least);
}

// The innermost first: what is around it covers it too.
void update_checksums(HeldBatch& held, std::size_t i, Tally& tally) {
  const Bytes before = held.bytes_before(i);
  const std::span<std::uint8_t> after = held.bytes_after(i);
  const std::size_t begin = i == 0 ? 0 : held.checksums_end[i - 1];
  for (std::size_t at = held.checksums_end[i]; at-- > begin;) {
    tally.checksums += update(held.checksums[at], before, after);
  }
}

}  // namespace

void FinishedPackets::section(const Section& section, Bytes raw) {
  ChangedHeader header(section, raw);
  const Bytes options = behind(raw, pcapng::kSectionFixedSize);
  if (section.format != "pcap") {
    header.set_options(blocks_.options(pcapng::kSectionHeader, options, section.order));
  }
  PacketEdit::section(header.section(), header.raw());
}

void FinishedPackets::interface(const Interface& interface, Bytes raw) {
  const ByteOrder order = current().order;
  ChangedInterface changed(interface, raw, current());
  changed.set_options(
      blocks_.options(pcapng::kInterfaceDescription, behind(raw, kInterfaceFixed), order));
  changed.interface().options_kept = true;
  PacketEdit::interface(changed.interface(), changed.raw());
}

bool FinishedPackets::block(const Block& block) {
  Block changed = block;
  const auto bytes = blocks_.block(block);
  if (!bytes) return true;
  changed.bytes = *bytes;
  return PacketEdit::block(changed);
}

bool FinishedPackets::hand_on(HeldBatch& held) {
  for (std::size_t i = 0; i < held.batch.count; ++i) update_checksums(held, i, tally_);
  held_ = &held;
  i_ = 0;
  return packets(held.batch);
}

PacketFate FinishedPackets::edit(PacketDraft& draft) {
  const std::size_t i = i_++;
  PacketFate fate = PacketFate::kAsItIs;
  if (held_->kept[i] < draft.bytes.size()) {
    draft.bytes = draft.bytes.first(held_->kept[i]);
    ++tally_.cut;
    fate = PacketFate::kChanged;
  }
  const Bytes options = options_of(draft);
  if (options.empty()) return fate;
  draft.options =
      blocks_.options(static_cast<std::uint32_t>(draft.packet.kind), options, draft.order);
  return PacketFate::kChanged;
}

}  // namespace packetglass::anonymise
