// Whether bytes look like pcapng blocks.
#include "format/pcapng/plausible.h"

#include <algorithm>
#include <vector>

#include "format/pcapng/section_header.h"

namespace packetglass::pcapng {
namespace {

constexpr int kChain = 3;

// The extent of a block that is all there and whose two lengths agree.
std::optional<Extent> sound_block(const Lookahead& here, ByteOrder order) {
  if (here.bytes.size() < kLeastBlockSize) return std::nullopt;
  const BlockHead head = read_head(here.bytes, order);
  if (!head.possible()) return std::nullopt;
  const auto extent = measure(here, head, order);
  return extent && extent->agrees ? extent : std::nullopt;
}

// Of a sound block. A known type and two lengths that agree and are enough for it are no chance.
bool is_of_known_type(const Lookahead& here, const Extent& extent, ByteOrder order) {
  const BlockType* const type = find_block_type(read_head(here.bytes, order).type);
  return type != nullptr && extent.size >= type->least_size;
}

bool three_blocks_begin(const Lookahead& all, ByteOrder order) {
  const Lookahead here = all.limited();
  std::size_t at = 0;
  for (int blocks = 0; blocks < kChain; ++blocks) {
    const Lookahead there = here.from(at);
    const auto extent = sound_block(there, order);
    if (!extent || !is_of_known_type(there, *extent, order)) return false;
    at += extent->size;
  }
  return true;
}

}  // namespace

bool section_begins(const Lookahead& here) {
  if (here.bytes.size() < kSectionFixedSize) return false;
  const auto order = byte_order_of(here.bytes);
  if (!order) return false;
  const BlockHead head = read_head(here.bytes, *order);
  return head.type == kSectionHeader && head.possible() &&
         read_section_header(here.bytes.first(kSectionFixedSize), *order).known_version();
}

bool blocks_begin(const Lookahead& all, ByteOrder order) {
  const Lookahead here = all.limited();
  std::size_t at = 0;
  for (int blocks = 0; blocks < kChain; ++blocks) {
    const Lookahead there = here.from(at);
    if (section_begins(there)) return true;
    const auto extent = sound_block(there, order);
    if (!extent) return false;
    if (is_of_known_type(there, *extent, order)) return true;
    at += extent->size;
  }
  return true;
}

bool blocks_follow(const Lookahead& all, ByteOrder order) {
  const Lookahead here = all.limited();
  if (here.bytes.empty()) return true;
  std::size_t at = 0;
  for (int blocks = 0; blocks < kChain; ++blocks) {
    const Lookahead there = here.from(at);
    if (there.bytes.size() < kBlockHeadSize) return blocks > 0;
    if (section_begins(there)) return true;
    const BlockHead head = read_head(there.bytes, order);
    if (!head.possible() || find_block_type(head.type) == nullptr) return false;
    if (there.bytes.size() < padded(head.length)) return blocks > 0;
    at += padded(head.length);
  }
  return true;
}

namespace {

// From the end backwards, so that each offset is looked at once: whether a block begins there that
// the end of the bytes or such a block follows.
std::optional<std::size_t> blocks_that_end_with(Bytes bytes, ByteOrder order) {
  const std::size_t first = bytes.size() - std::min(bytes.size(), kLookAhead);
  std::vector<bool> leads_to_end(bytes.size() - first + 1, false);
  leads_to_end.back() = true;
  std::optional<std::size_t> earliest;
  for (std::size_t at = bytes.size(); at-- > std::max<std::size_t>(first, 1);) {
    const Lookahead there{bytes.subspan(at), true};
    const auto extent = sound_block(there, order);
    if (!extent || !is_of_known_type(there, *extent, order)) continue;
    if (!leads_to_end[at - first + extent->size]) continue;
    leads_to_end[at - first] = true;
    earliest = at;
  }
  return earliest;
}

}  // namespace

std::optional<std::size_t> blocks_within(Bytes bytes, ByteOrder order) {
  for (std::size_t at = 1; at < bytes.size(); ++at) {
    if (three_blocks_begin({bytes.subspan(at), true}, order)) return at;
  }
  return blocks_that_end_with(bytes, order);
}

pcap::Beginning classic_begins(const Lookahead& here, ByteOrder order) {
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
  const Lookahead limited = here.limited();
  const bool as_records = pcap::records_begin(limited.from(variant.file_header_size),
                                              pcap::layout_of(header, variant), std::nullopt);
  return as_records && !sound_block(limited, order) ? Beginning::kYes : Beginning::kNo;
}

}  // namespace packetglass::pcapng
