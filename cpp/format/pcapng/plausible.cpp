// Whether bytes look like pcapng blocks.
#include "format/pcapng/plausible.h"

#include <algorithm>
#include <vector>

#include "format/pcapng/section_header.h"

namespace packetglass::pcapng {
namespace {

constexpr int kChain = 3;

bool known(std::uint32_t type) {
  return find_block_type(type) != nullptr;
}

// The extent of a block whose two lengths agree; its head is within the bytes.
std::optional<Extent> sound_block(const Outlook& here, const BlockHead& head, ByteOrder order) {
  const auto extent = measure(here, head, order);
  return extent && extent->agrees ? extent : std::nullopt;
}

bool is_block(const Outlook& here, ByteOrder order) {
  if (here.bytes.size() < kBlockHeadSize) return false;
  const BlockHead head = read_head(here.bytes, order);
  return head.possible() && sound_block(here, head, order);
}

}  // namespace

bool section_begins(const Outlook& here) {
  if (here.bytes.size() < kSectionFixedSize) return false;
  const auto order = byte_order_of(here.bytes);
  if (!order) return false;
  const BlockHead head = read_head(here.bytes, *order);
  return head.type == kSectionHeader && head.possible() &&
         read_section_header(here.bytes.first(kSectionFixedSize), *order).known_version();
}

bool blocks_begin(const Outlook& all, ByteOrder order) {
  const Outlook here = all.limited();
  std::size_t at = 0;
  bool any_known = false;
  for (int blocks = 0; blocks < kChain; ++blocks) {
    const Outlook place = here.from(at);
    // Cut short, by the end of the source or of what may be looked at: what came before decides.
    if (place.bytes.size() < kBlockHeadSize) return any_known;
    if (section_begins(place)) return true;
    const BlockHead head = read_head(place.bytes, order);
    if (!head.possible()) return false;
    if (place.bytes.size() < padded(head.length)) {
      return any_known || (is_block(place, order) && known(head.type));
    }
    const auto extent = sound_block(place, head, order);
    if (!extent) return false;
    any_known = any_known || known(head.type);
    at += extent->size;
  }
  // Three lengths that agree twice are no chance, whatever the types.
  return true;
}

bool blocks_follow(const Outlook& all, ByteOrder order) {
  const Outlook here = all.limited();
  if (here.bytes.empty()) return true;
  std::size_t at = 0;
  for (int blocks = 0; blocks < kChain; ++blocks) {
    const Outlook place = here.from(at);
    if (place.bytes.size() < kBlockHeadSize) return blocks > 0;
    if (section_begins(place)) return true;
    const BlockHead head = read_head(place.bytes, order);
    if (!head.possible() || !known(head.type)) return false;
    if (place.bytes.size() < padded(head.length)) return blocks > 0;
    at += padded(head.length);
  }
  return true;
}

// From the end backwards, so that each place is looked at once: how many blocks that follow one
// another begin there and end with the bytes.
std::optional<std::size_t> blocks_that_end_with(Bytes bytes, ByteOrder order) {
  const std::size_t first = bytes.size() - std::min(bytes.size(), kLookAhead);
  std::vector<std::uint8_t> chain(bytes.size() - first + 1, 0);
  std::optional<std::size_t> earliest;
  for (std::size_t at = bytes.size(); at-- > std::max<std::size_t>(first, 1);) {
    const Outlook place{bytes.subspan(at), true};
    if (place.bytes.size() < kLeastBlockSize) continue;
    const BlockHead head = read_head(place.bytes, order);
    if (!head.possible() || !known(head.type)) continue;
    const auto extent = sound_block(place, head, order);
    if (!extent) continue;
    const bool last = extent->size == place.bytes.size();
    const std::uint8_t behind = chain[at - first + extent->size];
    chain[at - first] = last ? 1 : static_cast<std::uint8_t>(behind == 0 ? 0 : 2);
    if (chain[at - first] == 2) earliest = at;
  }
  return earliest;
}

pcap::Beginning classic_begins(const Outlook& here, ByteOrder order) {
  using pcap::Beginning;
  const auto word = load<std::uint32_t>(here.bytes.data(), ByteOrder::kLittle);
  if (!pcap::looks_like_magic(word)) return Beginning::kNo;
  const auto magic = pcap::find_magic(here.bytes);
  if (!magic) return Beginning::kNo;
  const pcap::Variant& variant = pcap::first_variant(magic->value);
  if (here.bytes.size() < variant.file_header_size) {
    return here.source_ends ? Beginning::kNo : Beginning::kNeedMore;
  }
  const Section header = pcap::read_header(here.bytes, *magic, 0);
  if (!pcap::known_version(header)) return Beginning::kNo;
  if ((header.link_type_word & pcap::kReservedMask) != 0) return Beginning::kNo;
  if (header.thiszone == 0 && header.sigfigs == 0) return Beginning::kYes;
  if (!here.enough()) return Beginning::kNeedMore;
  const Outlook limited = here.limited();
  const bool as_records = pcap::records_begin(limited.from(variant.file_header_size),
                                              pcap::layout_of(header, variant), std::nullopt);
  return as_records && !is_block(limited, order) ? Beginning::kYes : Beginning::kNo;
}

}  // namespace packetglass::pcapng
