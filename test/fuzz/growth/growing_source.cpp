// Captures of any length that are made of one small capture.
#include "growth/growing_source.h"

#include "choices.h"
#include "read_whole.h"

namespace packetglass::fuzz {
namespace {

constexpr std::size_t kLonger = std::size_t{32} << 10;
constexpr std::size_t kBlockHead = 8;  // type, length
constexpr std::size_t kBlockFrame = kBlockHead + 4;

}  // namespace

// Takes the records of a small capture, as they stand there.
class RecordTaker final : public RecordSink {
 public:
  explicit RecordTaker(GrowingSource& out) : out_(out) {}

  void section(const Section& section, Bytes raw) override {
    if (out_.head_.empty()) out_.order_ = section.order;
    take_head(raw);
  }
  void interface(const Interface&, Bytes raw) override { take_head(raw); }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) take(batch.record(i));
    return true;
  }
  bool block(const Block& block) override { return take(block.bytes), true; }
  void issue(const Issue&) override {}

 private:
  void take_head(Bytes raw) {
    const bool first = out_.head_.empty();
    if (!first && (out_.sections_too_ || !out_.records_.empty())) return take(raw);
    out_.head_.insert(out_.head_.end(), raw.begin(), raw.end());
    if (out_.sections_too_) take(raw);
  }
  void take(Bytes raw) {
    bytes_ += raw.size();
    const bool full = out_.records_.size() == GrowingSource::kMostRecords;
    if (raw.empty() || full || bytes_ > GrowingSource::kMostBytes) return;
    out_.records_.emplace_back(raw.begin(), raw.end());
  }

  GrowingSource& out_;
  std::size_t bytes_ = 0;
};

std::optional<GrowingSource> GrowingSource::of(Bytes input) {
  Choices choices(input);
  const std::uint8_t plan = choices.u8();
  GrowingSource source;
  source.lengthened_ = (plan & 1) != 0;
  source.sections_too_ = (plan & 2) != 0;
  for (int i = plan >> 4; i > 0; --i) {
    const std::uint8_t record = choices.u8();
    const std::uint8_t step = choices.u8();
    source.counters_.push_back({record, step, choices.u16()});
  }
  RecordTaker taker(source);
  read_whole(choices.some(kMostBytes), taker);
  if (source.records_.empty()) return std::nullopt;
  // Classic pcap has no blocks to lengthen.
  const Bytes first(source.records_.front());
  const bool is_block = first.size() >= kBlockFrame &&
                        load<std::uint32_t>(first.data() + 4, source.order_) == first.size();
  if (source.lengthened_ && !is_block) return std::nullopt;
  return source;
}

ByteVector GrowingSource::rounds(std::size_t count) const {
  ByteVector out = head_;
  if (lengthened_) {
    put_long_block(out, count * kLonger);
    put_round(out, 0);
  }
  for (std::size_t round = 0; !lengthened_ && round < count; ++round) put_round(out, round);
  return out;
}

void GrowingSource::put_round(ByteVector& out, std::size_t round) const {
  for (std::size_t i = 0; i < records_.size(); ++i) {
    ByteVector record = records_[i];
    for (const Counter& counter : counters_) {
      if (counter.record != i || counter.offset + std::size_t{4} > record.size()) continue;
      std::uint8_t* const at = record.data() + counter.offset;
      const auto more = static_cast<std::uint32_t>(round * counter.step);
      store(at, load<std::uint32_t>(at, ByteOrder::kBig) + more, ByteOrder::kBig);
    }
    out.insert(out.end(), record.begin(), record.end());
  }
}

// The first record with its body again and again.
void GrowingSource::put_long_block(ByteVector& out, std::size_t size) const {
  const ByteVector& block = records_.front();
  const std::size_t begin = out.size();
  out.insert(out.end(), block.begin(), block.begin() + kBlockHead);
  const auto body_end = block.end() - 4;
  while (out.size() - begin < size && block.size() > kBlockFrame) {
    out.insert(out.end(), block.begin() + kBlockHead, body_end);
  }
  out.resize(begin + (out.size() - begin + 3) / 4 * 4 + 4);
  const auto length = static_cast<std::uint32_t>(out.size() - begin);
  store(out.data() + begin + 4, length, order_);
  store(out.data() + out.size() - 4, length, order_);
}

}  // namespace packetglass::fuzz
