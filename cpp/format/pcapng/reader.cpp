// Reads pcapng: draft-ietf-opsawg-pcapng. How what is in the blocks is read: block_reading.cpp.
#include "format/pcapng/reader.h"

#include "base/text.h"
#include "format/pcapng/plausible.h"
#include "format/pcapng/walk.h"

namespace packetglass {

const Format kPcapng{"pcapng", "pcapng capture",
                     [](Bytes start) {
                       if (start.size() < sizeof(std::uint32_t)) return Match::kNeedMore;
                       const auto type = load<std::uint32_t>(start.data(), ByteOrder::kLittle);
                       return type == pcapng::kSectionHeader ? Match::kYes : Match::kNo;
                     },
                     [](Reading& reading) -> std::unique_ptr<Reader> {
                       return std::make_unique<pcapng::PcapngReader>(reading);
                     }};

namespace pcapng {
namespace {

Error no_byte_order(std::uint64_t offset, Bytes start) {
  const auto magic = load<std::uint32_t>(start.data() + kBlockHeadSize, ByteOrder::kBig);
  return {ErrorCode::kUnknownFormat, offset + kBlockHeadSize,
          format_text("This starts as a pcapng capture, but its byte-order magic is %08x.",
                      static_cast<unsigned>(magic))};
}

Error no_memory(std::uint64_t offset, const char* what) {
  return {ErrorCode::kOutOfMemory, offset,
          format_text("There is no memory left for more %s.", what)};
}

Error truncated_header(std::uint64_t offset, std::size_t found) {
  return {
      ErrorCode::kTruncatedFileHeader, offset + found,
      format_text("The capture ends inside its section header: only %zu bytes are there.", found)};
}

}  // namespace

const char* describe_text_mode_damage(Bytes start) {
  return start.size() >= sizeof(std::uint32_t) &&
                 is_text_mode_damage(load<std::uint32_t>(start.data(), ByteOrder::kBig))
             ? "This seems to be a pcapng capture that a transfer in text mode has damaged: "
               "transfer it again in binary mode."
             : nullptr;
}

Result<std::size_t> PcapngReader::read(Bytes window, Input input, RecordSink& sink) {
  Lookahead here{window, input == Input::kEnds};
  packets_.open(window, reading_.offset);
  while (!ended_ && !error_ && !here.bytes.empty()) {
    const bool skipping = skipping_from_.has_value();
    std::size_t used = skipping ? skip(here, sink) : take(here, sink);
    const bool stuck = used == 0 && skipping == skipping_from_.has_value() && !ended_ && !error_;
    if (stuck && !here.source_ends) break;
    if (stuck) used = settle_tail(here, sink);
    reading_.offset += used;
    here = here.from(used);
  }
  hand_on_packets(sink);
  if (error_) return *error_;
  if (ended_ || here.source_ends) close_section(sink);
  return window.size() - here.bytes.size();
}

std::size_t PcapngReader::take(const Lookahead& here, RecordSink& sink) {
  if (readable_) {
    const auto [used, full] =
        walk_enhanced_packets(here.bytes, header_.order, clocks_, packets_, reading_, sink);
    if (full) error_ = no_memory(reading_.offset, "packets");
    if (full || used != 0) return used;
  }
  return take_block(here, sink);
}

std::size_t PcapngReader::take_block(const Lookahead& here, RecordSink& sink) {
  if (here.bytes.size() < kBlockHeadSize) return 0;
  const BlockHead head = read_head(here.bytes, header_.order);
  if (head.type == kSectionHeader) return take_section(here, sink);
  const auto beginning = classic_begins(here, header_.order);
  ended_ = beginning == pcap::Beginning::kYes;
  if (beginning != pcap::Beginning::kNo) return 0;

  const std::uint64_t offset = reading_.offset;
  if (is_text_mode_damage(head.type)) {
    begin_skipping({IssueKind::kTextModeDamage, offset, 0, head.type}, sink);
    return 0;
  }
  if (!head.possible()) {
    begin_skipping(
        {IssueKind::kBlockLengthImpossible, offset, 0, head.length, max_block_size(head.type)},
        sink);
    return 0;
  }
  const auto extent = measure(here, head, header_.order);
  if (!extent || !accept(here, head, *extent, header_.order, sink)) return 0;
  read_block(head.type, here.bytes.first(extent->size), sink);
  return extent->size;
}

// Whether a block can be read by its first length; false also when that takes more bytes.
bool PcapngReader::accept(const Lookahead& here, const BlockHead& head, const Extent& extent,
                          ByteOrder order, RecordSink& sink) {
  const std::uint64_t offset = reading_.offset;
  if (!extent.agrees) {
    const Lookahead behind = here.from(extent.size);
    if (!behind.enough()) return false;
    if (!blocks_follow(behind, order)) {
      begin_skipping({IssueKind::kBlockDamaged, offset, 0, extent.tail, head.length}, sink);
      return false;
    }
    sink.issue({IssueKind::kBlockLengthsDiffer, offset, 0, extent.tail, head.length});
  }
  if (head.length % 4 != 0) {
    sink.issue({IssueKind::kBlockLengthNotMultiple, offset, 0, head.length, extent.size});
  }
  return true;
}

std::size_t PcapngReader::take_section(const Lookahead& here, RecordSink& sink) {
  const std::uint64_t offset = reading_.offset;
  if (here.bytes.size() < kByteOrderEnd) return 0;
  const auto order = byte_order_of(here.bytes);
  if (!order && !started_) {
    error_ = no_byte_order(offset, here.bytes);
    return 0;
  }
  if (!order) {
    const auto magic = load<std::uint32_t>(here.bytes.data() + kBlockHeadSize, header_.order);
    begin_skipping({IssueKind::kByteOrderUnknown, offset, 0, magic}, sink);
    return 0;
  }
  if (here.bytes.size() < kSectionFixedSize) return 0;
  const BlockHead head = read_head(here.bytes, *order);
  const BlockType& type = *find_block_type(kSectionHeader);
  if (!head.possible() || head.length < type.least_size) {
    return open_damaged_section(
        here, *order,
        {IssueKind::kBlockLengthImpossible, offset, 0, head.length, max_block_size(head.type)},
        sink);
  }
  const auto extent = measure(here, head, *order);
  if (!extent) return 0;
  if (!extent->agrees) {
    const Lookahead behind = here.from(extent->size);
    if (!behind.enough()) return 0;
    if (!blocks_follow(behind, *order)) {
      return open_damaged_section(
          here, *order, {IssueKind::kBlockDamaged, offset, 0, extent->tail, head.length}, sink);
    }
  }
  open_section(here.bytes.first(extent->size), *order, sink);
  accept(here, head, *extent, *order, sink);
  return extent->size;
}

// A section whose header ends nobody knows where: its order and version are read all the same.
std::size_t PcapngReader::open_damaged_section(const Lookahead& here, ByteOrder order,
                                               const Issue& damage, RecordSink& sink) {
  open_section(here.bytes.first(kSectionFixedSize), order, sink);
  header_.length = -1;
  begin_skipping(damage, sink);
  return kSectionFixedSize;
}

void PcapngReader::hand_on_block(std::uint32_t type, Bytes block, RecordSink& sink) {
  hand_on_packets(sink);
  if (!sink.block({type, section_index(), reading_.offset, header_.order, block})) {
    error_ = no_memory(reading_.offset, "blocks");
  }
}

void PcapngReader::hand_on_packets(RecordSink& sink) {
  if (!packets_.hand_on(reading_, sink)) {
    error_ = no_memory(reading_.offset, "packets");
  }
}

// What cannot be read, although it is clear where the next block begins.
void PcapngReader::refuse(const Issue& damage, RecordSink& sink) {
  sink.issue(damage);
  if (reading_.options.strict) {
    error_ = Error{ErrorCode::kDamaged, damage.offset, describe(damage)};
  }
}

void PcapngReader::begin_skipping(const Issue& damage, RecordSink& sink) {
  skipping_from_ = damage.offset;
  refuse(damage, sink);
}

void PcapngReader::end_skipping(std::uint64_t offset, RecordSink& sink) {
  sink.issue({IssueKind::kBytesSkipped, *skipping_from_, 0, offset - *skipping_from_, offset});
  skipping_from_.reset();
}

// Moves on to the next offset where blocks, a section or a classic capture begin. Decides about an
// offset only when all is there that the decision may look at.
std::size_t PcapngReader::skip(const Lookahead& here, RecordSink& sink) {
  const ByteOrder order = header_.order;
  std::size_t at = reading_.offset == *skipping_from_ ? 1 : 0;
  for (; at < here.bytes.size(); ++at) {
    const Lookahead there = here.from(at);
    if (!there.enough()) break;
    if (there.bytes.size() < kBlockHeadSize || !may_begin(there.bytes.data(), order)) continue;
    const bool classic = classic_begins(there, order) == pcap::Beginning::kYes;
    if (classic || section_begins(there) || (readable_ && blocks_begin(there, order))) {
      end_skipping(reading_.offset + at, sink);
      return at;
    }
  }
  at = std::min(at, here.bytes.size());
  if (here.source_ends) end_skipping(reading_.offset + at, sink);
  return at;
}

// What the source ends with, and is no whole block. Returns how much of it that is: a length that
// is damaged may have swallowed whole blocks.
std::size_t PcapngReader::settle_tail(const Lookahead& rest, RecordSink& sink) {
  const std::size_t size = rest.bytes.size();
  const std::uint64_t offset = reading_.offset;
  if (size < kBlockHeadSize) {
    if (!started_) return error_ = truncated_header(offset, size), size;
    sink.issue({IssueKind::kTruncatedBlock, offset, 0, size, kLeastBlockSize});
    return size;
  }
  const BlockHead head = read_head(rest.bytes, header_.order);
  if (head.type == kSectionHeader) return settle_truncated_section(rest, sink);
  const BlockType* const type = find_block_type(head.type);
  const bool packet = readable_ && type != nullptr && type->treatment == Treatment::kPacket;
  const std::uint64_t number = packet ? packet_number() : 0;
  if (const auto found = blocks_within(rest.bytes, header_.order)) {
    begin_skipping({IssueKind::kBlockBeyondEnd, offset, number, head.length, size}, sink);
    end_skipping(offset + *found, sink);
    return *found;
  }
  sink.issue({IssueKind::kTruncatedBlock, offset, number, size, head.length});
  return size;
}

std::size_t PcapngReader::settle_truncated_section(const Lookahead& rest, RecordSink& sink) {
  const std::size_t size = rest.bytes.size();
  const auto order = size < kByteOrderEnd ? std::nullopt : byte_order_of(rest.bytes);
  const std::uint32_t length = order ? read_head(rest.bytes, *order).length : kLeastBlockSize;
  const auto found =
      order && size >= kSectionFixedSize ? blocks_within(rest.bytes, *order) : std::nullopt;
  if (found && *found >= kSectionFixedSize) {
    const std::uint64_t offset = reading_.offset;
    open_damaged_section(rest, *order, {IssueKind::kBlockBeyondEnd, offset, 0, length, size},
                         sink);
    end_skipping(offset + *found, sink);
    return *found;
  }
  if (!started_ && reading_.sections == 0) {
    error_ = truncated_header(reading_.offset, size);
  } else {
    sink.issue({IssueKind::kTruncatedBlock, reading_.offset, 0, size, length});
  }
  return size;
}

}  // namespace pcapng
}  // namespace packetglass
