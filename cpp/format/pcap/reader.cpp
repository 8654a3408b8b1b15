// Reads classic pcap: draft-ietf-opsawg-pcap, and its variants.
#include "format/pcap/reader.h"

#include <algorithm>

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
  Lookahead here{window, input == Input::kEnds};
  if (layout_.variant == nullptr) {
    const auto used = open_section(here, sink);
    if (!used || *used == 0) return used;
    here = here.from(*used);
  }
  while (!ended_ && !here.bytes.empty()) {
    const bool skipping = skipping_from_.has_value();
    auto used = skipping ? Result<std::size_t>(skip(here, sink)) : walk(here, sink);
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

Result<std::size_t> PcapReader::open_section(const Lookahead& start, RecordSink& sink) {
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
  if (reading_.options.apply_time_zone) {
    zone_ticks_ = section_.thiszone * static_cast<std::int64_t>(variant->ticks_per_second);
  }
  if (layout_.lengths == LengthOrder::kCapturedFirst && layout_.padding == 0 && zone_ticks_ == 0) {
    gather_ = layout_.order == ByteOrder::kLittle ? &PcapReader::gather<ByteOrder::kLittle>
                                                  : &PcapReader::gather<ByteOrder::kBig>;
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

// The walk: ordinary records in a row, and what is between them one by one.
Result<std::size_t> PcapReader::walk(const Lookahead& here, RecordSink& sink) {
  batch_.window = here.bytes;
  batch_.window_offset = reading_.offset;
  room_ = PacketBatch::kCapacity - reading_.packets % PacketBatch::kCapacity;
  std::size_t at = 0;
  for (bool more = true; more;) {
    if (gather_ != nullptr) at = (this->*gather_)(at);
    if (batch_.count < room_) more = take_one(here, at, sink);
    if (batch_.count == room_ && !hand_on_batch(sink)) return out_of_memory(reading_.offset + at);
  }
  if (!hand_on_batch(sink)) return out_of_memory(reading_.offset + at);
  reading_.offset += at;
  return at;
}

// Fills the batch with the ordinary records that begin at `at`; returns where the first other one
// begins. It is bound by latency: the next address depends on the length just loaded. What the
// loop needs is in local variables, because a store to a column might change a member. That a
// time is the magic of another capture is not asked of each record: while the upper bits of the
// times stay the same, it is known.
template <ByteOrder kOrder>
std::size_t PcapReader::gather(std::size_t start) {
  const std::size_t size = batch_.window.size();
  const std::size_t header_size = layout_.variant->record_header_size;
  if (size - start < header_size) return start;
  const std::uint8_t* at = batch_.window.data() + start;
  const auto first = load<std::uint32_t>(at, kOrder);
  if (near_magic(first)) return start;

  const std::uint8_t* const end = batch_.window.data() + size;
  const std::uint64_t ticks_per_second = layout_.variant->ticks_per_second;
  const std::uint32_t ordinary = std::min(layout_.max_captured, layout_.snaplen);
  const std::uint64_t origin =
      reading_.offset + header_size - reinterpret_cast<std::uintptr_t>(batch_.window.data());
  const std::size_t room = room_;
  std::size_t count = batch_.count;
  std::uint32_t truncated = truncated_;
  while (static_cast<std::size_t>(end - at) >= header_size) {
    const auto [seconds, fraction, captured, original] =
        read_record(at, kOrder, LengthOrder::kCapturedFirst);
    if (captured > static_cast<std::size_t>(end - at) - header_size) break;
    if (captured > ordinary || captured > original || fraction >= ticks_per_second ||
        !same_neighbourhood(seconds, first)) [[unlikely]] {
      break;
    }
    batch_.offset[count] = origin + reinterpret_cast<std::uintptr_t>(at);
    batch_.ticks[count] = static_cast<std::int64_t>(seconds * ticks_per_second + fraction);
    batch_.captured_length[count] = captured;
    batch_.original_length[count] = original;
    truncated |= captured ^ original;
    at += header_size + captured;
    if (++count == room) break;
  }
  batch_.count = count;
  truncated_ = truncated;
  return static_cast<std::size_t>(at - batch_.window.data());
}

// Takes the record at `at`, whatever it is, and moves on behind it. false: it is not complete, or
// is none.
bool PcapReader::take_one(const Lookahead& here, std::size_t& at, RecordSink& sink) {
  const Lookahead rest = here.from(at);
  const std::size_t header_size = layout_.variant->record_header_size;
  if (rest.bytes.size() < header_size) return false;
  const auto record = read_record(rest.bytes.data(), layout_.order, layout_.lengths);
  if (is_unusual(record) && examine(rest, sink) != Verdict::kRecord) return false;
  if (record.captured > rest.bytes.size() - header_size) return false;
  const std::uint32_t captured = record.captured - layout_.padding;
  const std::uint32_t kept =
      reading_.options.strict_snaplen ? std::min(captured, layout_.snaplen) : captured;
  const std::size_t row = batch_.count++;
  const std::uint64_t ticks =
      record.seconds * std::uint64_t{layout_.variant->ticks_per_second} + record.fraction;
  batch_.offset[row] = reading_.offset + at + header_size + layout_.padding;
  batch_.ticks[row] = static_cast<std::int64_t>(ticks) + zone_ticks_;
  batch_.captured_length[row] = kept;
  batch_.original_length[row] = record.original - layout_.padding;
  truncated_ |= kept ^ batch_.original_length[row];
  at += header_size + record.captured;
  return true;
}

bool PcapReader::is_unusual(const RecordHeader& record) const {
  return record.captured > std::min(layout_.max_captured, layout_.snaplen) ||
         record.captured > record.original || record.captured < layout_.padding ||
         record.fraction >= layout_.variant->ticks_per_second || looks_like_magic(record.seconds);
}

bool PcapReader::hand_on_batch(RecordSink& sink) {
  const std::size_t count = batch_.count;
  if (count == 0) return true;
  batch_.untruncated = truncated_ == 0;
  reading_.packets += count;
  const auto ticks_per_second = static_cast<std::int64_t>(layout_.variant->ticks_per_second);
  const auto seconds_of = [&](std::size_t i) {
    return static_cast<std::uint32_t>((batch_.ticks[i] - zone_ticks_) / ticks_per_second);
  };
  before_last_seconds_ = count == 1 ? last_seconds_ : seconds_of(count - 2);
  last_seconds_ = seconds_of(count - 1);
  const bool taken = sink.packets(batch_);
  room_ = PacketBatch::kCapacity;
  batch_.count = truncated_ = 0;
  return taken;
}

// What to make of a record that is not an ordinary one.
PcapReader::Verdict PcapReader::examine(const Lookahead& here, RecordSink& sink) {
  const Beginning beginning = capture_begins(here, layout_);
  if (beginning == Beginning::kNeedMore) return Verdict::kNeedMore;
  ended_ = beginning == Beginning::kYes;
  if (ended_) return Verdict::kOther;

  const RecordHeader record = read_record(here.bytes.data(), layout_.order, layout_.lengths);
  const std::uint64_t offset =
      batch_.window_offset + static_cast<std::uint64_t>(here.bytes.data() - batch_.window.data());
  const std::uint64_t number = reading_.packets + batch_.count + 1;
  const bool large = record.captured > layout_.max_captured;
  const Beginning as_large = large ? large_record_begins(here, layout_) : Beginning::kYes;
  if (as_large == Beginning::kNeedMore) return Verdict::kNeedMore;
  if (as_large == Beginning::kNo) {
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

// The time of the last packet where the one before it says so too. It may be damage itself: a
// record that was read where none begins.
std::optional<std::uint32_t> PcapReader::trusted_seconds() const {
  if (!last_seconds_ || !before_last_seconds_) return std::nullopt;
  return same_day(*last_seconds_, *before_last_seconds_) ? last_seconds_ : std::nullopt;
}

// Moves on to the next offset where records or another capture begin. Decides about an offset only
// when all is there that the decision may look at.
std::size_t PcapReader::skip(const Lookahead& here, RecordSink& sink) {
  std::size_t at = reading_.offset == *skipping_from_ ? 1 : 0;
  const auto trusted = trusted_seconds();
  for (; at < here.bytes.size(); ++at) {
    const Lookahead there = here.from(at);
    if (!there.enough()) break;
    if (capture_begins(there, layout_) != Beginning::kYes &&
        !records_begin(there, layout_, trusted)) {
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
std::size_t PcapReader::settle_tail(const Lookahead& rest, RecordSink& sink) {
  const std::size_t size = rest.bytes.size();
  const std::size_t header_size = layout_.variant->record_header_size;
  const std::uint64_t offset = reading_.offset;
  const std::uint64_t number = reading_.packets + 1;
  // A capture without packets may be shorter than a record header of SuSE's.
  ended_ = size < header_size && capture_begins(rest, layout_) == Beginning::kYes;
  if (ended_) return 0;
  if (size < header_size) {
    sink.issue({IssueKind::kTruncatedRecordHeader, offset, number, size, header_size});
    reading_.offset += size;
    return size;
  }
  const auto record = read_record(rest.bytes.data(), layout_.order, layout_.lengths);
  if (const auto found = records_that_end_with(rest.bytes, layout_, trusted_seconds())) {
    begin_skipping(
        {IssueKind::kRecordBeyondEnd, offset, number, record.captured, size - header_size}, sink);
    if (damage_) return 0;
    reading_.offset += *found;
    end_skipping(sink);
    return *found;
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
