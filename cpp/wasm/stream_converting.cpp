// What JavaScript sees of converting a capture. web/lib/core/stream-module.ts declares the same in
// TypeScript.
#include <emscripten/bind.h>

#include "base/block_window.h"
#include "base/buffer.h"
#include "describe/describe.h"
#include "export/capture_file.h"
#include "format/capture_reader.h"
#include "record/chosen_batch.h"
#include "wasm/address.h"
#include "wasm/reported_issues.h"
#include "wasm/stream_patches.h"

namespace packetglass {
namespace {

// A source that is read, the capture that is written of it, and its bytes that JavaScript has not
// taken yet. Whatever it says is stale after the next block(), commit() or finish().
class Conversion final : public RecordSink {
 public:
  // Numbers of their tables: a variant of pcap, pcapng is the next one behind them, and below 0 is
  // the format of the source; an order, below 0 that of the source.
  // With `chooses` packets are written only where choose() says so.
  Conversion(int format, int order, int no_copy, bool strict, bool strict_snaplen,
             bool apply_time_zone, bool chooses)
      : reader_({strict, strict_snaplen, apply_time_zone}), chooses_(chooses) {
    CaptureTarget target;
    constexpr auto kVariantCount = static_cast<int>(std::size(pcap::kVariants));
    target.pcapng = format == kVariantCount;
    if (format >= 0 && !target.pcapng) target.variant = &pcap::kVariants[format];
    if (order >= 0) target.order = static_cast<ByteOrder>(order);
    target.no_copy = static_cast<NoCopy>(no_copy);
    target.all_packets = !chooses;
    target.reading = {strict, strict_snaplen, apply_time_zone};
    writer_ = make_capture_writer(target, out_);
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
    window_.commit(static_cast<std::size_t>(count));
    window_.consume(settle(reader_.push(window_.bytes(), *this)));
    // What was written until then is a capture too.
    if (!good()) patches_ = writer_->finish(*this);
    return good();
  }
  bool finish() {
    settle(reader_.finish(window_.bytes(), *this));
    patches_ = writer_->finish(*this);
    return good();
  }

  void section(const Section& section, Bytes raw) override { writer_->section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    writer_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    const PacketBatch& written = chooses_ ? chosen_of(batch) : batch;
    packets_ += written.count;
    return written.count == 0 || writer_->packets(written);
  }
  bool block(const Block& block) override { return writer_->block(block); }
  void issue(const Issue& issue) override { report(issues_, issue); }

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
  double error() {
    const auto& error = writer_->error() ? writer_->error() : error_;
    if (!error) return 0;
    description_.clear();
    put(description_, *error);
    return described();
  }

 private:
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
  bool good() const { return !error_ && !writer_->error() && !issues_.failed(); }
  double described() const { return address(description_); }

  CaptureReader reader_;
  const bool chooses_;
  Buffer<std::uint32_t> choices_;
  std::size_t asked_ = 0;  // of these
  ChosenBatch chosen_;
  BlockWindow window_;
  std::vector<std::uint8_t> out_;
  std::unique_ptr<CaptureFileWriter> writer_;
  std::vector<CaptureFileWriter::Patch> patches_;
  Description issues_;
  Description description_;
  std::optional<Error> error_;
  std::uint64_t packets_ = 0;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_stream_converting) {
  emscripten::class_<Conversion>("Conversion")
      .constructor<int, int, int, bool, bool, bool, bool>()
      .function("block", emscripten::select_overload<double()>(&Conversion::block))
      .function("blockSize", &Conversion::block_size)
      .function("choices", &Conversion::choices)
      .function("commit", &Conversion::commit)
      .function("finish", &Conversion::finish)
      .function("out", &Conversion::out)
      .function("outSize", &Conversion::out_size)
      .function("clearOut", &Conversion::clear_out)
      .function("packetCount", &Conversion::packet_count)
      .function("issues", &Conversion::issues)
      .function("patches", &Conversion::patches)
      .function("error", &Conversion::error);
}

}  // namespace packetglass
