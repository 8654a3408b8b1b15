// What JavaScript sees of a capture that is written again, with or without edits.
#pragma once

#include "base/block_window.h"
#include "base/buffer.h"
#include "describe/describe.h"
#include "edit/edit_chain.h"
#include "export/capture_file.h"
#include "format/capture_reader.h"
#include "record/chosen_batch.h"
#include "wasm/address.h"
#include "wasm/described_error.h"
#include "wasm/reported_issues.h"
#include "wasm/stream_patches.h"

namespace packetglass {

// A source that is read, the capture that is written of it, and its bytes that JavaScript has not
// taken yet. Whatever it says is stale after the next block(), commit() or finish().
class Conversion : private RecordSink {
 public:
  // Numbers of their tables: a variant of pcap, pcapng is the next one behind them, and below 0 is
  // the format of the source; an order, below 0 that of the source.
  // With `chooses` packets are written only where choose() says so.
  Conversion(int format, int order, int no_copy, bool strict, bool strict_snaplen,
             bool apply_time_zone, bool chooses)
      : reader_({strict, strict_snaplen, apply_time_zone}), chooses_(chooses) {
    constexpr auto kVariantCount = static_cast<int>(std::size(pcap::kVariants));
    target_.pcapng = format == kVariantCount;
    if (format >= 0 && !target_.pcapng) target_.variant = &pcap::kVariants[format];
    if (order >= 0) target_.order = static_cast<ByteOrder>(order);
    target_.no_copy = static_cast<NoCopy>(no_copy);
    target_.reading = {strict, strict_snaplen, apply_time_zone};
    issues_.begin_array();
  }

  double block() {
    issues_.clear();
    issues_.begin_array();
    return address(window_.block());
  }
  double block_size() const { return BlockWindow::kBlockSize; }

  // Memory for a bit of each packet that the next commit() or finish() reads, whether it is
  // written, in words of 32.
  double choices(double words) {
    asked_ = 0;
    return address(choices_.reset(static_cast<std::size_t>(words)));
  }

  bool commit(double count) {
    begin();
    window_.commit(static_cast<std::size_t>(count));
    window_.consume(settle(reader_.push(window_.bytes(), *this)));
    // What was written until then is a capture too.
    if (!good()) patches_ = writer_->finish(*this);
    return good();
  }
  bool finish() {
    begin();
    settle(reader_.finish(window_.bytes(), *this));
    if (!edits_->error()) edits_->finish();
    patches_ = writer_->finish(*this);
    return good();
  }

  double out() const { return address(out_.data()); }
  double out_size() const { return static_cast<double>(out_.size()); }
  void clear_out() { out_.clear(); }
  double packet_count() const { return static_cast<double>(packets_); }

  // The addresses of descriptions, each valid until the next; 0 when there is none.
  double issues() {
    issues_.end();
    return address(issues_);
  }
  double patches() {
    description_.clear();
    put(description_, patches_);
    return described();
  }
  double error() { return described_error(description_, first_error()); }

 protected:
  // In their order, before the first bytes.
  void add_step(std::unique_ptr<Edit> step) { steps_.push_back(std::move(step)); }
  // What stands before the steps.
  void set_front(std::unique_ptr<Edit> front) { front_ = std::move(front); }
  const CaptureTarget& target() const { return target_; }
  const EditChain* edits() const { return edits_ ? &*edits_ : nullptr; }

 private:
  // What is read goes through the steps to the writer, which counts what comes out of them.
  void section(const Section& section, Bytes raw) override { edits_->section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    edits_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    const PacketBatch& written = chooses_ ? chosen_of(batch) : batch;
    return written.count == 0 || edits_->packets(written);
  }
  bool block(const Block& block) override { return edits_->block(block); }
  void issue(const Issue& issue) override { report(issues_, issue); }

  // What the last step hands on.
  class Written final : public RecordSink {
   public:
    explicit Written(Conversion& conversion) : conversion_(conversion) {}
    void section(const Section& section, Bytes raw) override { writer().section(section, raw); }
    void interface(const Interface& interface, Bytes raw) override {
      writer().interface(interface, raw);
    }
    bool packets(const PacketBatch& batch) override {
      conversion_.packets_ += batch.count;
      return writer().packets(batch);
    }
    bool block(const Block& block) override { return writer().block(block); }
    void issue(const Issue& issue) override { report(conversion_.issues_, issue); }

   private:
    CaptureFileWriter& writer() { return *conversion_.writer_; }

    Conversion& conversion_;
  };

  void begin() {
    if (writer_) return;
    target_.all_packets = !chooses_ && steps_.empty();
    writer_ = make_capture_writer(target_, out_);
    edits_.emplace(std::move(steps_), written_, std::move(front_));
  }

  const PacketBatch& chosen_of(const PacketBatch& batch) {
    chosen_.begin(batch);
    for (std::size_t i = 0; i < batch.count; ++i, ++asked_) {
      const bool known = asked_ / 32 < choices_.size();
      if (known && (choices_[asked_ / 32] >> asked_ % 32 & 1) != 0) chosen_.take(batch, i);
    }
    return chosen_.taken(batch);
  }

  std::size_t settle(const Result<std::size_t>& used) {
    if (!used) error_ = used.error();
    return used ? *used : 0;
  }
  // What a step or the writer refused is why reading stopped.
  std::optional<Error> first_error() const {
    if (edits_ && edits_->error()) return edits_->error();
    return writer_ && writer_->error() ? writer_->error() : error_;
  }
  bool good() const { return !first_error() && !issues_.failed(); }
  double described() const { return address(description_); }

  CaptureTarget target_;
  CaptureReader reader_;
  const bool chooses_;
  Buffer<std::uint32_t> choices_;
  std::size_t asked_ = 0;  // of these
  ChosenBatch chosen_;
  BlockWindow window_;
  std::vector<std::uint8_t> out_;
  std::vector<std::unique_ptr<Edit>> steps_;
  std::unique_ptr<Edit> front_;
  std::unique_ptr<CaptureFileWriter> writer_;
  Written written_{*this};
  std::optional<EditChain> edits_;
  std::vector<CaptureFileWriter::Patch> patches_;
  Description issues_;
  Description description_;
  std::optional<Error> error_;
  std::uint64_t packets_ = 0;
};

}  // namespace packetglass
