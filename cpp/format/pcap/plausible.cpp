// Whether bytes look like the records of a classic capture.
#include "format/pcap/plausible.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace packetglass::pcap {
namespace {

constexpr int kChain = 3;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;

bool plausible(const RecordHeader& record, const Layout& layout,
               std::optional<std::uint32_t> seconds) {
  return record.fraction < layout.variant->ticks_per_second &&
         record.captured <= layout.max_captured && record.captured <= layout.snaplen &&
         record.captured >= layout.padding && record.captured <= record.original &&
         record.original > 0 &&
         record.original <= std::max(kMaxPlausibleOriginal, layout.max_captured) &&
         (!seconds || same_day(record.seconds, *seconds));
}

// Whether a plausible record begins at an offset that may be beyond the bytes.
bool record_at(const Lookahead& here, std::size_t at, const Layout& layout) {
  if (at == here.bytes.size()) return here.source_ends;
  if (at + layout.variant->record_header_size > here.bytes.size()) return false;
  const auto record = read_record(here.bytes.data() + at, layout.order, layout.lengths);
  return plausible(record, layout, std::nullopt);
}

Beginning section_header_block(const Lookahead& here) {
  constexpr std::size_t kNeeded = 12;
  if (here.bytes.size() < kNeeded) {
    return here.source_ends ? Beginning::kNo : Beginning::kNeedMore;
  }
  const auto magic = load<std::uint32_t>(here.bytes.data() + 8, ByteOrder::kLittle);
  const bool right = magic == kByteOrderMagic || magic == swap_bytes(kByteOrderMagic);
  return right ? Beginning::kYes : Beginning::kNo;
}

bool sound(const Section& header) {
  return known_version(header) && (header.link_type_word & kReservedMask) == 0;
}

// The rare case: a header whose reserved words are not zero, or a record with an unlucky time.
Beginning weigh(const Lookahead& here, const Section& header, const Variant& variant,
                const Layout& layout) {
  const bool as_header = record_at(here, variant.file_header_size, layout_of(header, variant));
  const auto record = read_record(here.bytes.data(), layout.order, layout.lengths);
  const bool as_record =
      plausible(record, layout, std::nullopt) &&
      record_at(here, layout.variant->record_header_size + record.captured, layout);
  return as_header && !as_record ? Beginning::kYes : Beginning::kNo;
}

}  // namespace

Layout layout_of(const Section& section, const Variant& variant) {
  Layout layout;
  layout.variant = &variant;
  layout.order = section.order;
  layout.lengths = length_order(section);
  layout.snaplen =
      section.snaplen == 0 ? std::numeric_limits<std::uint32_t>::max() : section.snaplen;
  layout.max_captured = max_captured_length(interface_of(section, variant, 0).link_type);
  layout.max_large =
      max_large_captured_length(interface_of(section, variant, 0).link_type, section.snaplen);
  layout.padding = packet_padding(section, variant);
  return layout;
}

Beginning large_record_begins(const Lookahead& here, const Layout& layout) {
  Layout large = layout;
  large.max_captured = layout.max_large;
  const std::size_t header_size = layout.variant->record_header_size;
  const auto record = read_record(here.bytes.data(), layout.order, layout.lengths);
  if (!plausible(record, large, std::nullopt)) return Beginning::kNo;
  const std::size_t size = header_size + record.captured;
  if (here.bytes.size() < size) return here.source_ends ? Beginning::kNo : Beginning::kNeedMore;
  const Lookahead behind = here.from(size);
  if (!behind.enough()) return Beginning::kNeedMore;
  if (behind.bytes.empty() || capture_begins(behind, layout) == Beginning::kYes) {
    return Beginning::kYes;
  }
  if (behind.bytes.size() < header_size) return Beginning::kNo;
  const auto next = read_record(behind.bytes.data(), layout.order, layout.lengths);
  const bool follows =
      plausible(next, large, record.seconds) || records_begin(behind, large, std::nullopt);
  return follows ? Beginning::kYes : Beginning::kNo;
}

bool records_begin(const Lookahead& here, const Layout& layout,
                   std::optional<std::uint32_t> seconds) {
  const Bytes bytes = here.limited().bytes;
  const std::size_t header_size = layout.variant->record_header_size;
  std::size_t at = 0;
  for (int records = 0; records < kChain; ++records) {
    if (at == bytes.size()) return records > 0;
    // Incomplete, by the end of the source or of what may be looked at: what came before decides.
    if (bytes.size() - at < header_size) return records > 0;
    const auto record = read_record(bytes.data() + at, layout.order, layout.lengths);
    if (!plausible(record, layout, seconds)) return false;
    if (bytes.size() - at - header_size < record.captured) return records > 0;
    seconds = record.seconds;
    at += header_size + record.captured;
  }
  return true;
}

// From the end backwards, so that each offset is looked at once: how many records that follow one
// another begin there and end with the bytes.
std::optional<std::size_t> records_that_end_with(Bytes bytes, const Layout& layout,
                                                 std::optional<std::uint32_t> seconds) {
  const std::size_t header_size = layout.variant->record_header_size;
  const std::size_t first = bytes.size() - std::min(bytes.size(), kLookAhead);
  std::vector<std::uint8_t> chain(bytes.size() - first + 1, 0);
  std::optional<std::size_t> earliest;
  for (std::size_t at = bytes.size(); at-- > std::max<std::size_t>(first, 1);) {
    if (bytes.size() - at < header_size) continue;
    const auto record = read_record(bytes.data() + at, layout.order, layout.lengths);
    const std::size_t left = bytes.size() - at - header_size;
    if (record.captured > left || !plausible(record, layout, seconds)) continue;
    const bool last = record.captured == left;
    const std::uint8_t behind = chain[at - first + header_size + record.captured];
    chain[at - first] = last ? 1 : static_cast<std::uint8_t>(behind == 0 ? 0 : 2);
    if (chain[at - first] == 2) earliest = at;
  }
  return earliest;
}

Beginning capture_begins(const Lookahead& here, const Layout& layout) {
  if (here.bytes.size() < sizeof(std::uint32_t)) {
    return here.source_ends ? Beginning::kNo : Beginning::kNeedMore;
  }
  const auto word = load<std::uint32_t>(here.bytes.data(), ByteOrder::kLittle);
  if (!looks_like_magic(word)) return Beginning::kNo;
  if (word == kSectionHeaderBlock) {
    return section_header_block(here);
  }
  const auto magic = find_magic(here.bytes);
  if (!magic) return Beginning::kNo;
  const Variant& variant = first_variant(magic->value);
  if (here.bytes.size() < variant.file_header_size) {
    return here.source_ends ? Beginning::kNo : Beginning::kNeedMore;
  }
  const Section header = read_header(here.bytes, *magic, 0);
  if (!sound(header)) return Beginning::kNo;
  if (header.thiszone == 0 && header.sigfigs == 0) return Beginning::kYes;
  return here.enough() ? weigh(here.limited(), header, variant, layout) : Beginning::kNeedMore;
}

}  // namespace packetglass::pcap
