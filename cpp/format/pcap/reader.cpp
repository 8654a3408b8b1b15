// Reads classic pcap: draft-ietf-opsawg-pcap.
#include "format/pcap/reader.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.h"

namespace packetglass {

const Format kPcap{"pcap", "classic libpcap capture",
                   [](Bytes start) {
                     if (start.size() < sizeof(std::uint32_t)) return Match::kNeedMore;
                     return pcap::find_variant(start) ? Match::kYes : Match::kNo;
                   },
                   [](std::uint64_t offset) -> std::unique_ptr<Reader> {
                     return std::make_unique<pcap::PcapReader>(offset);
                   }};

namespace pcap {
namespace {

constexpr std::uint32_t kUnlimited = std::numeric_limits<std::uint32_t>::max();

RecordHeader swap_lengths(RecordHeader record) {
  std::swap(record.captured, record.original);
  return record;
}

Error out_of_memory(std::uint64_t offset) {
  return {ErrorCode::kOutOfMemory, offset, "There is no memory left for more packets."};
}

// Inlined where order and lengths are constants, so that the walk pays for neither.
inline RecordHeader read_record(const std::uint8_t* at, ByteOrder order, LengthOrder lengths) {
  const RecordHeader record{load<std::uint32_t>(at, order), load<std::uint32_t>(at + 4, order),
                            load<std::uint32_t>(at + 8, order),
                            load<std::uint32_t>(at + 12, order)};
  const bool exchanged =
      lengths == LengthOrder::kOriginalFirst ||
      (lengths == LengthOrder::kSmallerFirst && record.captured > record.original);
  return exchanged ? swap_lengths(record) : record;
}

}  // namespace

Result<std::size_t> PcapReader::push(Bytes window, RecordSink& sink) {
  std::size_t used = 0;
  if (variant_ == nullptr) {
    if (window.size() < kFileHeaderSize) return used;
    open_section(window.first(kFileHeaderSize), sink);
    used = kFileHeaderSize;
  }
  if (stopped_) return window.size();
  auto taken = (this->*walk_)(window.subspan(used), sink);
  if (taken) *taken += used;
  return taken;
}

Result<std::size_t> PcapReader::finish(Bytes rest, RecordSink& sink) {
  if (variant_ == nullptr) {
    return Error{
        ErrorCode::kTruncatedFileHeader, offset_ + rest.size(),
        format_text("The capture ends inside its file header: %zu of %zu bytes are there.",
                    rest.size(), kFileHeaderSize)};
  }
  if (!rest.empty()) report_tail(rest, sink);
  return rest.size();
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

void PcapReader::open_section(Bytes header, RecordSink& sink) {
  const auto recognised = *find_variant(header);
  const Section section = read_header(header, recognised, offset_);
  const Interface interface = interface_of(section, *recognised.variant, 0);
  variant_ = recognised.variant;
  offset_ += kFileHeaderSize;

  order_ = section.order;
  lengths_ = length_order(section);
  walk_ = order_ == ByteOrder::kLittle ? walk_for<ByteOrder::kLittle>(lengths_)
                                       : walk_for<ByteOrder::kBig>(lengths_);
  max_captured_ = max_captured_length(interface.link_type);
  snaplen_ = section.snaplen == 0 ? kUnlimited : section.snaplen;
  batch_.back_to_back = batch_.one_interface = true;
  batch_.record_header_size = variant_->record_header_size;
  batch_.tick_nanoseconds =
      kNanosecondsPerSecond / static_cast<std::int64_t>(variant_->ticks_per_second);
  std::fill(std::begin(batch_.interface), std::end(batch_.interface), 0);

  sink.section(section);
  sink.interface(interface);
  report_header(section, sink);
}

void PcapReader::report_header(const Section& section, RecordSink& sink) const {
  const std::uint64_t at = section.offset;
  if (!known_version(section)) {
    const std::uint64_t version =
        std::uint64_t{section.version_major} << 16 | section.version_minor;
    sink.issue({IssueKind::kUnknownVersion, at + 4, 0, version, 2 << 16 | 4});
  }
  if (section.thiszone != 0) {
    const auto zone = static_cast<std::uint64_t>(std::int64_t{section.thiszone});
    sink.issue({IssueKind::kTimeZoneNotApplied, at + 8, 0, zone, 0});
  }
  if ((section.link_type_word & kReservedMask) != 0) {
    sink.issue(
        {IssueKind::kReservedLinkTypeBits, at + 20, 0, section.link_type_word & kReservedMask, 0});
  }
}

// The walk. It is bound by latency: the next address depends on the length just loaded. What the
// loop needs is in local variables, because a store to a column might change a member; what is
// rare reads the record again, so that the loop need not keep it.
template <ByteOrder kOrder, LengthOrder kLengths>
Result<std::size_t> PcapReader::walk(Bytes records, RecordSink& sink) {
  const std::uint8_t* at = records.data();
  const std::uint8_t* const end = at + records.size();
  const std::size_t header_size = variant_->record_header_size;
  const std::uint64_t ticks_per_second = variant_->ticks_per_second;
  const std::uint32_t ordinary = std::min(max_captured_, snaplen_);
  const std::uint64_t origin = offset_ - reinterpret_cast<std::uintptr_t>(at);
  const auto offset_of = [origin](const std::uint8_t* place) {
    return origin + reinterpret_cast<std::uintptr_t>(place);
  };
  std::size_t full = PacketBatch::kCapacity - packets_ % PacketBatch::kCapacity;
  std::size_t count = 0;
  std::uint32_t cut = 0;
  batch_.window = records;
  batch_.window_offset = offset_;

  while (static_cast<std::size_t>(end - at) >= header_size) {
    const auto [seconds, fraction, captured, original] = read_record(at, kOrder, kLengths);
    const bool complete = captured <= static_cast<std::size_t>(end - at) - header_size;
    if ((captured > ordinary) | (captured > original) | (fraction >= ticks_per_second))
        [[unlikely]] {
      if (!examine(at, complete, offset_of(at), packets_ + count + 1, sink)) {
        at = end;
        break;
      }
    }
    if (!complete) break;
    at += header_size;
    batch_.offset[count] = offset_of(at);
    batch_.ticks[count] = static_cast<std::int64_t>(seconds * ticks_per_second + fraction);
    batch_.captured_length[count] = captured;
    batch_.original_length[count] = original;
    cut |= captured ^ original;
    at += captured;
    if (++count == full) {
      if (!hand_on_batch(count, cut, sink)) return out_of_memory(offset_of(at));
      full = PacketBatch::kCapacity;
      count = cut = 0;
    }
  }
  if (!hand_on_batch(count, cut, sink)) return out_of_memory(offset_of(at));
  const auto used = static_cast<std::size_t>(at - records.data());
  offset_ += used;
  return used;
}

bool PcapReader::hand_on_batch(std::size_t count, std::uint32_t cut, RecordSink& sink) {
  if (count == 0) return true;
  batch_.count = count;
  batch_.uncut = cut == 0;
  packets_ += count;
  return sink.packets(batch_);
}

// Reports what is unusual in a record, once it is complete. False where reading has to stop.
bool PcapReader::examine(const std::uint8_t* at, bool complete, std::uint64_t offset,
                         std::uint64_t number, RecordSink& sink) {
  const RecordHeader record = read_record(at, order_, lengths_);
  if (record.captured > max_captured_) {
    stopped_ = true;
    sink.issue(
        {IssueKind::kCapturedLengthAboveMaximum, offset, number, record.captured, max_captured_});
  } else if (complete) {
    report_unusual(record, offset, number, sink);
  }
  return !stopped_;
}

void PcapReader::report_unusual(const RecordHeader& record, std::uint64_t offset,
                                std::uint64_t number, RecordSink& sink) const {
  if (record.fraction >= variant_->ticks_per_second) {
    sink.issue({IssueKind::kFractionAboveSecond, offset, number, record.fraction,
                variant_->ticks_per_second});
  }
  if (record.captured > snaplen_) {
    sink.issue(
        {IssueKind::kCapturedLengthAboveSnaplen, offset, number, record.captured, snaplen_});
  }
  if (record.captured > record.original) {
    sink.issue({IssueKind::kCapturedLengthAboveOriginal, offset, number, record.captured,
                record.original});
  }
}

void PcapReader::report_tail(Bytes rest, RecordSink& sink) {
  const std::size_t header_size = variant_->record_header_size;
  if (rest.size() < header_size) {
    sink.issue(
        {IssueKind::kTruncatedRecordHeader, offset_, packets_ + 1, rest.size(), header_size});
    return;
  }
  // push() left these bytes because the packet is longer; the header itself is whole.
  sink.issue({IssueKind::kTruncatedPacket, offset_, packets_ + 1, rest.size() - header_size,
              read_record(rest.data(), order_, lengths_).captured});
}

}  // namespace pcap
}  // namespace packetglass
