// Reads classic pcap: draft-ietf-opsawg-pcap, and its variants.
#include "format/pcap/reader.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "format/pcap/detect.h"

namespace packetglass {

const Format kPcap{"pcap", "classic libpcap capture",
                   [](Bytes start) {
                     if (start.size() < sizeof(std::uint32_t)) return Match::kNeedMore;
                     return pcap::find_magic(start) ? Match::kYes : Match::kNo;
                   },
                   [](Reading& reading) -> std::unique_ptr<Reader> {
                     return std::make_unique<pcap::PcapReader>(reading);
                   }};

namespace pcap {
namespace {

constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();

Error out_of_memory(std::uint64_t offset) {
  return {ErrorCode::kOutOfMemory, offset, "There is no memory left for more packets."};
}

Error truncated_header(std::uint64_t offset, std::size_t found, std::size_t expected) {
  return {ErrorCode::kTruncatedFileHeader, offset + found,
          format_text("The capture ends inside its file header: %zu of %zu bytes are there.",
                      found, expected)};
}

}  // namespace

Result<std::size_t> PcapReader::read(Bytes window, Input input, RecordSink& sink) {
  Outlook here{window, input == Input::kEnds};
  if (walk_ == nullptr) {
    const auto used = open_section(here, sink);
    if (!used || *used == 0) return used;
    here = here.from(*used);
  }
  while (!ended_ && !here.bytes.empty()) {
    const bool skipping = skipping_from_.has_value();
    auto used = skipping ? Result<std::size_t>(skip(here, sink)) : (this->*walk_)(here, sink);
    if (!used) return used;
    const bool stuck = *used == 0 && skipping == skipping_from_.has_value() && !ended_;
    if (stuck && !here.source_ends) break;
    if (stuck) used = settle_tail(here, sink);
    if (damage_) return *damage_;
    here = here.from(*used);
  }
  if (ended_ || here.source_ends) check_records_length(sink);
  return window.size() - here.bytes.size();
}

Result<std::size_t> PcapReader::open_section(const Outlook& start, RecordSink& sink) {
  const auto magic = *find_magic(start.bytes);
  const std::size_t header_size = first_variant(magic.value).file_header_size;
  if (start.bytes.size() < header_size) {
    if (!start.source_ends) return std::size_t{0};
    return truncated_header(reading_.offset, start.bytes.size(), header_size);
  }
  section_ = read_header(start.bytes, magic, reading_.offset);
  const Variant* const variant = detect(start.bytes, section_, start.source_ends);
  if (variant == nullptr) return std::size_t{0};
  section_.variant = variant->name;
  layout_ = layout_of(section_, *variant);
  walk_ = layout_.order == ByteOrder::kLittle ? walk_for<ByteOrder::kLittle>(layout_.lengths)
                                              : walk_for<ByteOrder::kBig>(layout_.lengths);

  if (reading_.options.apply_time_zone) {
    zone_ticks_ = section_.thiszone * static_cast<std::int64_t>(variant->ticks_per_second);
  }

  batch_.back_to_back = !reading_.options.strict_snaplen;
  batch_.uniform = true;
  batch_.record_header_size = variant->record_header_size + layout_.padding;
  batch_.tick_nanoseconds =
      kNanosecondsPerSecond / static_cast<std::int64_t>(variant->ticks_per_second);
  std::fill(std::begin(batch_.interface), std::end(batch_.interface), reading_.interfaces);
  std::fill(std::begin(batch_.kind), std::end(batch_.kind), RecordKind::kClassic);
  sink.section(section_, start.bytes.first(header_size));
  sink.interface(interface_of(section_, *variant, reading_.sections), {});
  report_header(section_, sink);
  ++reading_.sections;
  ++reading_.interfaces;
  reading_.offset += header_size;
  return header_size;
}

void PcapReader::report_header(const Section& section, RecordSink& sink) const {
  const std::uint64_t at = section.offset;
  if (reading_.sections != 0) sink.issue({IssueKind::kAnotherCapture, at});
  if (!known_version(section)) {
    const std::uint64_t version =
        std::uint64_t{section.version_major} << 16 | section.version_minor;
    sink.issue({IssueKind::kUnknownVersion, at + 4, 0, version, 2 << 16 | 4});
  }
  if (section.thiszone != 0 && !reading_.options.apply_time_zone) {
    const auto zone = static_cast<std::uint64_t>(std::int64_t{section.thiszone});
    sink.issue({IssueKind::kTimeZoneNotApplied, at + 8, 0, zone, 0});
  }
  if ((section.link_type_word & kReservedMask) != 0) {
    sink.issue(
        {IssueKind::kReservedLinkTypeBits, at + 20, 0, section.link_type_word & kReservedMask, 0});
  }
}

template <ByteOrder kOrder>
PcapReader::Walk PcapReader::walk_for(LengthOrder lengths) {
  switch (lengths) {
    case LengthOrder::kOriginalFirst:
      return &PcapReader::walk<kOrder, LengthOrder::kOriginalFirst>;
    case LengthOrder::kSmallerFirst:
      return &PcapReader::walk<kOrder, LengthOrder::kSmallerFirst>;
    default:
      return &PcapReader::walk<kOrder, LengthOrder::kCapturedFirst>;
  }
}

// The walk. It is bound by latency: the next address depends on the length just loaded. What the
// loop needs is in local variables, because a store to a column might change a member; what is
// rare reads the record again, so that the loop need not keep it.
template <ByteOrder kOrder, LengthOrder kLengths>
Result<std::size_t> PcapReader::walk(const Outlook& here, RecordSink& sink) {
  const Bytes records = here.bytes;
  const std::uint8_t* at = records.data();
  const std::uint8_t* const end = at + records.size();
  const std::size_t header_size = layout_.variant->record_header_size;
  const std::uint64_t ticks_per_second = layout_.variant->ticks_per_second;
  const std::int64_t zone_ticks = zone_ticks_;
  const std::uint32_t padding = layout_.padding;
  const std::uint32_t ordinary = std::min(layout_.max_captured, layout_.snaplen);
  const std::uint32_t kept = reading_.options.strict_snaplen ? layout_.snaplen : kUnlimited;
  const std::uint64_t origin = reading_.offset - reinterpret_cast<std::uintptr_t>(at);
  const auto offset_of = [origin](const std::uint8_t* place) {
    return origin + reinterpret_cast<std::uintptr_t>(place);
  };
  std::size_t full = PacketBatch::kCapacity - reading_.packets % PacketBatch::kCapacity;
  std::size_t count = 0;
  std::uint32_t cut = 0;
  batch_.window = records;
  batch_.window_offset = reading_.offset;

  while (static_cast<std::size_t>(end - at) >= header_size) {
    const auto [seconds, fraction, captured, original] = read_record(at, kOrder, kLengths);
    const bool complete = captured <= static_cast<std::size_t>(end - at) - header_size;
    if ((captured > ordinary) | (captured > original) | (captured < padding) |
        (fraction >= ticks_per_second) | looks_like_magic(seconds)) [[unlikely]] {
      if (examine(here.from(static_cast<std::size_t>(at - records.data())), count, sink) !=
          Verdict::kRecord) {
        break;
      }
    }
    if (!complete) break;
    batch_.offset[count] = offset_of(at) + header_size + padding;
    batch_.ticks[count] =
        static_cast<std::int64_t>(seconds * ticks_per_second + fraction) + zone_ticks;
    batch_.captured_length[count] = std::min(captured - padding, kept);
    batch_.original_length[count] = original - padding;
    cut |= batch_.captured_length[count] ^ batch_.original_length[count];
    at += header_size + captured;
    if (++count == full) {
      if (!hand_on_batch(count, cut, sink)) return out_of_memory(offset_of(at));
      full = PacketBatch::kCapacity;
      count = cut = 0;
    }
  }
  if (!hand_on_batch(count, cut, sink)) return out_of_memory(offset_of(at));
  const auto used = static_cast<std::size_t>(at - records.data());
  reading_.offset += used;
  return used;
}

bool PcapReader::hand_on_batch(std::size_t count, std::uint32_t cut, RecordSink& sink) {
  if (count == 0) return true;
  batch_.count = count;
  batch_.uncut = cut == 0;
  reading_.packets += count;
  const auto ticks_per_second = static_cast<std::int64_t>(layout_.variant->ticks_per_second);
  last_seconds_ =
      static_cast<std::uint32_t>((batch_.ticks[count - 1] - zone_ticks_) / ticks_per_second);
  return sink.packets(batch_);
}

// What to make of a record that is not an ordinary one, `batched` packets after those handed on.
PcapReader::Verdict PcapReader::examine(const Outlook& here, std::size_t batched,
                                        RecordSink& sink) {
  const Beginning beginning = capture_begins(here, layout_);
  if (beginning == Beginning::kNeedMore) return Verdict::kNeedMore;
  ended_ = beginning == Beginning::kYes;
  if (ended_) return Verdict::kOther;

  const RecordHeader record = read_record(here.bytes.data(), layout_.order, layout_.lengths);
  const std::uint64_t offset =
      batch_.window_offset + static_cast<std::uint64_t>(here.bytes.data() - batch_.window.data());
  const std::uint64_t number = reading_.packets + batched + 1;
  if (record.captured > layout_.max_captured) {
    begin_skipping({IssueKind::kCapturedLengthAboveMaximum, offset, number, record.captured,
                    layout_.max_captured},
                   sink);
    return Verdict::kOther;
  }
  if (record.captured < layout_.padding) {
    begin_skipping(
        {IssueKind::kCapturedLengthBelowPadding, offset, number, record.captured, layout_.padding},
        sink);
    return Verdict::kOther;
  }
  const bool complete = record.captured <= here.bytes.size() - layout_.variant->record_header_size;
  if (complete) report_unusual(record, offset, number, sink);
  return Verdict::kRecord;
}

void PcapReader::report_unusual(const RecordHeader& record, std::uint64_t offset,
                                std::uint64_t number, RecordSink& sink) const {
  const std::uint64_t ticks_per_second = layout_.variant->ticks_per_second;
  if (record.fraction >= ticks_per_second) {
    sink.issue(
        {IssueKind::kFractionAboveSecond, offset, number, record.fraction, ticks_per_second});
  }
  if (record.captured > layout_.snaplen) {
    sink.issue({IssueKind::kCapturedLengthAboveSnaplen, offset, number, record.captured,
                layout_.snaplen});
  }
  if (record.captured > record.original) {
    sink.issue({IssueKind::kCapturedLengthAboveOriginal, offset, number, record.captured,
                record.original});
  }
}

void PcapReader::begin_skipping(const Issue& damage, RecordSink& sink) {
  sink.issue(damage);
  skipping_from_ = damage.offset;
  if (reading_.options.strict) {
    damage_ = Error{ErrorCode::kDamaged, damage.offset, describe(damage)};
  }
}

// Moves on to the next place where records or another capture begin. Decides about a place only
// when all is there that the decision may look at.
std::size_t PcapReader::skip(const Outlook& here, RecordSink& sink) {
  std::size_t at = reading_.offset == *skipping_from_ ? 1 : 0;
  for (; at < here.bytes.size(); ++at) {
    const Outlook place = here.from(at);
    if (!place.enough()) break;
    if (capture_begins(place, layout_) != Beginning::kYes &&
        !records_begin(place, layout_, last_seconds_)) {
      continue;
    }
    reading_.offset += at;
    end_skipping(sink);
    return at;
  }
  at = std::min(at, here.bytes.size());
  reading_.offset += at;
  if (here.source_ends) end_skipping(sink);
  return at;
}

void PcapReader::end_skipping(RecordSink& sink) {
  const std::uint64_t skipped = reading_.offset - *skipping_from_;
  sink.issue({IssueKind::kBytesSkipped, *skipping_from_, 0, skipped, reading_.offset});
  skipping_from_.reset();
}

// What the source ends with, and is no whole record. Returns how much of it that is: a length that
// is damaged may have swallowed whole records.
std::size_t PcapReader::settle_tail(const Outlook& rest, RecordSink& sink) {
  const std::size_t size = rest.bytes.size();
  const std::size_t header_size = layout_.variant->record_header_size;
  const std::uint64_t offset = reading_.offset;
  const std::uint64_t number = reading_.packets + 1;
  if (size < header_size) {
    sink.issue({IssueKind::kTruncatedRecordHeader, offset, number, size, header_size});
    reading_.offset += size;
    return size;
  }
  const auto record = read_record(rest.bytes.data(), layout_.order, layout_.lengths);
  if (const auto place = records_that_end_with(rest.bytes, layout_, last_seconds_)) {
    begin_skipping(
        {IssueKind::kRecordBeyondEnd, offset, number, record.captured, size - header_size}, sink);
    if (damage_) return 0;
    reading_.offset += *place;
    end_skipping(sink);
    return *place;
  }
  sink.issue({IssueKind::kTruncatedPacket, offset, number, size - header_size, record.captured});
  reading_.offset += size;
  return size;
}

// IXIA's header says how long all records are. Some writers count its own last four bytes too.
void PcapReader::check_records_length(RecordSink& sink) const {
  if (!section_.records_length) return;
  const std::uint64_t actual =
      reading_.offset - section_.offset - layout_.variant->file_header_size;
  const std::uint64_t said = *section_.records_length;
  if (said == actual || said == actual + 4) return;
  sink.issue(
      {IssueKind::kRecordsLengthMismatch, section_.offset + kFileHeaderSize, 0, said, actual});
}

}  // namespace pcap
}  // namespace packetglass
