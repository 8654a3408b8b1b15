// Parts one behind the other.
#include "format/pcap/header.h"
#include "native/output/name.h"
#include "native/split/splitter.h"

namespace packetglass::native {
namespace {

class InTurn final : public Splitter {
 public:
  using Splitter::Splitter;

  void end_section() override {
    if (output_) sections_.catch_up(part_, output_->pending());
  }
  bool keep() override {
    end_section();
    return close();
  }
  std::uint64_t count() const override { return count_; }
  bool failed() const override { return failed_; }

 private:
  bool packet(const PacketBatch& batch, std::size_t i) override {
    const Packet packet = batch.packet(i);
    if (output_ && is_full(batch, i) && !close()) return false;
    if (!output_ && !open(packet)) return false;
    const std::size_t before = output_->pending().size();
    sections_.write(batch, i, part_, output_->pending());
    ++packets_;
    return grew(before);
  }

  // Blocks before the first packet are of the first part.
  bool add(const Block& block) override {
    if (!output_ && !open({})) return false;
    const std::size_t before = output_->pending().size();
    sections_.write(block, part_, output_->pending());
    return grew(before);
  }

  bool grew(std::size_t before) {
    bytes_ += output_->pending().size() - before;
    if (!output_->flush_blocks()) return true;
    return fail();
  }

  bool is_full(const PacketBatch& batch, std::size_t i) {
    if (packets_ == 0) return false;
    if (options_.by == SplitBy::kPackets) return packets_ == options_.most;
    if (options_.by == SplitBy::kBytes) {
      return bytes_ + batch.record(i).size() > options_.most;
    }
    const auto time = time_of(batch.packet(i));
    if (!time || !ends_) return false;
    return *time > *ends_;
  }

  // Where the part ends that has this time: whole durations behind the first packet of all.
  void set_end(Nanoseconds time) {
    const auto length = static_cast<__int128>(options_.most);
    const __int128 since = !ends_ ? 0 : static_cast<__int128>(time) - *ends_;
    const __int128 from = ends_ ? static_cast<__int128>(*ends_) : static_cast<__int128>(time);
    const __int128 steps = ends_ ? (since + length - 1) / length : 1;
    const __int128 end = from + (steps < 1 ? 1 : steps) * length;
    constexpr __int128 kLast = std::numeric_limits<Nanoseconds>::max();
    ends_ = static_cast<Nanoseconds>(std::min(end, kLast));
  }

  bool open(const Packet& first) {
    const auto time = first.offset == 0 ? std::nullopt : time_of(first);
    if (options_.by == SplitBy::kTime && time) set_end(*time);
    path_ = name_.of(++count_, time, "");
    output_.emplace(path_, OutputOptions{options_.existing(), Naming::kWhenWhole,
                                         compression_of(options_.compression, path_)});
    begin_ = output_->position();
    part_ = {};
    packets_ = bytes_ = 0;
    return !output_->failure() || fail();
  }

  bool close() {
    if (!output_) return true;
    fill_in_length();
    output_->finish();
    if (output_->failure()) return fail();
    output_.reset();
    return true;
  }

  // IXIA's header says how long all records are.
  void fill_in_length() {
    if (!sections_.says_length()) return;
    std::uint8_t field[4];
    store(field, static_cast<std::uint32_t>(bytes_ - kIxiaHeaderSize), sections_.order());
    if (begin_)
      output_->overwrite(*begin_ + pcap::kFileHeaderSize, field);
    else
      report_lengths_missing(path_);
  }

  bool fail() {
    if (!failed_) report_output(path_, output_->failure());
    failed_ = true;
    return false;
  }

  static constexpr std::uint64_t kIxiaHeaderSize = 28;

  std::optional<OutputFile> output_;
  std::optional<std::uint64_t> begin_;
  std::string path_;
  PartSection part_;
  std::uint64_t packets_ = 0, bytes_ = 0;  // of the part
  std::optional<Nanoseconds> ends_;
  std::uint64_t count_ = 0;
  bool failed_ = false;
};

}  // namespace

std::unique_ptr<Splitter> parts_in_turn(const SplitOptions& options) {
  return std::make_unique<InTurn>(options);
}

}  // namespace packetglass::native
