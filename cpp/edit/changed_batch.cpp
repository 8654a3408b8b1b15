// Packets of a batch of which some were changed, as a batch of records made anew.
#include "edit/changed_batch.h"

#include <limits>

#include "base/appender.h"
#include "format/pcap/header.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/writer.h"

namespace packetglass {
namespace {

constexpr Nanoseconds kMaxSeconds = std::numeric_limits<std::uint32_t>::max();

Error out_of_range(const PacketDraft& draft) {
  return {ErrorCode::kTimeOutOfRange, draft.packet.offset,
          "Packet " + std::to_string(draft.number) + " cannot have the time " +
              iso8601(draft.timestamp) + " in this format."};
}

std::uint64_t ticks_of(const PacketDraft& draft) {
  if (draft.packet.kind == RecordKind::kSimple) return 0;
  return draft.packet.kind == RecordKind::kEnhanced
             ? pcapng::read_enhanced_packet(draft.record, draft.order).ticks
             : pcapng::read_obsolete_packet(draft.record, draft.order).ticks;
}

// Times finer than nanoseconds keep what is finer: only the difference is added.
std::optional<std::uint64_t> moved(std::uint64_t ticks, const PacketDraft& draft) {
  const Interface& interface = *draft.interface;
  if (draft.ticks) return draft.ticks;
  if (draft.timestamp == draft.packet.timestamp) return ticks;
  const auto to = to_ticks(draft.timestamp, interface.resolution, interface.timestamp_offset);
  const auto from =
      to_ticks(draft.packet.timestamp, interface.resolution, interface.timestamp_offset);
  if (!to || !from) return to;
  return *to + (ticks - *from);
}

}  // namespace

void ChangedBatch::begin_section(const Section& section) {
  classic_ = section.format == "pcap";
  order_ = section.order;
  first_snaplen_ = 0;
  const pcap::Variant* const variant = pcap::find_variant(section.variant);
  if (!classic_ || variant == nullptr) return;
  lengths_ = pcap::length_order(section);
  padding_ = pcap::packet_padding(section, *variant);
  tick_ = kNanosecondsPerSecond / static_cast<std::int64_t>(variant->ticks_per_second);
}

void ChangedBatch::begin(const PacketBatch& batch) {
  records_.clear();
  begin_.clear();
  end_.clear();
  data_.clear();
  batch_.count = 0;
  batch_.tick_nanoseconds = 1;
  batch_.record_header_size = batch.record_header_size;
  batch_.uniform = batch.uniform;
}

void ChangedBatch::keep(const PacketBatch& batch, std::size_t i) {
  const Bytes record = batch.record(i);
  const std::size_t begin = records_.size();
  records_.insert(records_.end(), record.begin(), record.end());
  const auto at = static_cast<std::uint32_t>(batch.bytes(i).data() - record.data());
  data_.push_back(static_cast<std::uint32_t>(begin) + at);
  PacketDraft draft;
  draft.packet = batch.packet(i);
  draft.timestamp = draft.packet.timestamp;
  draft.original_length = draft.packet.original_length;
  draft.bytes = batch.bytes(i);
  add_row(draft, draft.packet.kind, begin);
}

std::optional<Error> ChangedBatch::put(const PacketBatch& batch, std::size_t i,
                                       const PacketDraft& draft) {
  const std::size_t begin = records_.size();
  RecordKind kind = batch.kind[i];
  auto error = classic_ ? put_classic(draft) : put_block(draft, kind);
  if (!error) add_row(draft, kind, begin);
  return error;
}

void ChangedBatch::add_row(const PacketDraft& draft, RecordKind kind, std::size_t begin) {
  const std::size_t row = batch_.count++;
  batch_.ticks[row] = draft.timestamp;
  batch_.captured_length[row] = static_cast<std::uint32_t>(draft.bytes.size());
  batch_.original_length[row] = draft.original_length;
  batch_.interface[row] = draft.packet.interface;
  batch_.kind[row] = kind;
  batch_.uniform = batch_.uniform && kind == draft.packet.kind;
  begin_.push_back(static_cast<std::uint32_t>(begin));
  end_.push_back(static_cast<std::uint32_t>(records_.size()));
}

std::optional<Error> ChangedBatch::put_classic(const PacketDraft& draft) {
  const std::size_t begin = records_.size();
  const Bytes header = draft.record.first(draft.record.size() - draft.packet.captured_length);
  records_.insert(records_.end(), header.begin(), header.end());
  data_.push_back(static_cast<std::uint32_t>(records_.size()));
  records_.insert(records_.end(), draft.bytes.begin(), draft.bytes.end());
  std::uint8_t* const words = records_.data() + begin;
  if (draft.timestamp != draft.packet.timestamp) {
    const Nanoseconds seconds = draft.timestamp / kNanosecondsPerSecond;
    if (draft.timestamp < 0 || seconds > kMaxSeconds) return out_of_range(draft);
    const Nanoseconds fraction = draft.timestamp % kNanosecondsPerSecond;
    if (fraction % tick_ != 0) losses_.add(IssueKind::kTimestampsRounded, draft.packet.offset);
    store(words, static_cast<std::uint32_t>(seconds), order_);
    store(words + 4, static_cast<std::uint32_t>(fraction / tick_), order_);
  }
  const auto captured = static_cast<std::uint32_t>(draft.bytes.size()) + padding_;
  const std::uint32_t original = draft.original_length + padding_;
  const bool exchanged = lengths_ == pcap::LengthOrder::kOriginalFirst;
  store(words + 8, exchanged ? original : captured, order_);
  store(words + 12, exchanged ? captured : original, order_);
  return std::nullopt;
}

std::optional<Error> ChangedBatch::put_block(const PacketDraft& draft, RecordKind& kind) {
  const auto ticks = moved(ticks_of(draft), draft);
  if (!ticks) return out_of_range(draft);
  const bool simple = kind == RecordKind::kSimple;
  if (simple &&
      draft.bytes.size() != pcapng::captured_of_simple(draft.original_length, first_snaplen_)) {
    losses_.add(IssueKind::kTimestampsMissing, draft.packet.offset);
    kind = RecordKind::kEnhanced;
  }
  append_block(draft, kind, simple ? 0 : *ticks);
  return std::nullopt;
}

void ChangedBatch::append_block(const PacketDraft& draft, RecordKind kind, std::uint64_t ticks) {
  const std::size_t begin = records_.size();
  Appender block(records_, order_);
  block.u32(static_cast<std::uint32_t>(kind));
  block.u32(0);  // the length, known at the end
  if (kind == RecordKind::kObsolete) {
    block.bytes(draft.record.subspan(pcapng::kBlockHeadSize, 4));  // its interface and drops
  } else if (kind == RecordKind::kEnhanced) {
    const bool was_simple = draft.packet.kind == RecordKind::kSimple;
    block.u32(was_simple
                  ? 0
                  : load<std::uint32_t>(draft.record.data() + pcapng::kBlockHeadSize, order_));
  }
  if (kind != RecordKind::kSimple) {
    block.u32(static_cast<std::uint32_t>(ticks >> 32));
    block.u32(static_cast<std::uint32_t>(ticks));
    block.u32(static_cast<std::uint32_t>(draft.bytes.size()));
  }
  block.u32(draft.original_length);
  data_.push_back(static_cast<std::uint32_t>(records_.size()));
  block.bytes(draft.bytes);
  records_.resize(begin + pcapng::padded(static_cast<std::uint32_t>(records_.size() - begin)));
  if (kind != RecordKind::kSimple) block.bytes(draft.options.value_or(options_of(draft)));
  const auto length = static_cast<std::uint32_t>(records_.size() - begin) + pcapng::kBlockTailSize;
  store(records_.data() + begin + 4, static_cast<std::uint32_t>(length), order_);
  block.u32(static_cast<std::uint32_t>(length));
}

const PacketBatch& ChangedBatch::batch() {
  batch_.window = records_;
  batch_.window_offset = 0;
  batch_.back_to_back = true;
  batch_.untruncated = true;
  for (std::size_t i = 0; i < batch_.count; ++i) {
    batch_.offset[i] = data_[i];
    batch_.untruncated =
        batch_.untruncated && batch_.captured_length[i] == batch_.original_length[i];
  }
  batch_.record_begin = classic_ ? nullptr : begin_.data();
  batch_.record_end = classic_ ? nullptr : end_.data();
  return batch_;
}

}  // namespace packetglass
