// Captures one behind the other.
#include "native/concatenation.h"

#include "format/capture_reader.h"
#include "native/input_file.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

CaptureTarget target_of(const JoinOptions& options) {
  CaptureTarget target;
  target.pcapng = true;
  target.order = order_of(options);
  target.no_copy = no_copy_of(options);
  target.reading = options.reading;
  return target;
}

// Hands one capture on to a writer.
class OneCapture final : public RecordSink {
 public:
  OneCapture(const std::string& path, const JoinOptions& options, OutputFile& output)
      : path_(path),
        output_(output),
        writer_(make_capture_writer(target_of(options), output.pending())) {}

  void section(const Section& section, Bytes raw) override {
    begun_ = true;
    writer_->section(section, raw);
  }
  void interface(const Interface& interface, Bytes raw) override {
    writer_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    return writer_->packets(batch) && !output_.flush_blocks();
  }
  bool block(const Block& block) override {
    return writer_->block(block) && !output_.flush_blocks();
  }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) == Severity::kNote) return;
    report(path_, issue);
    damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
  }
  void finish() { writer_->finish(*this); }
  bool begun() const { return begun_; }
  bool damaged() const { return damaged_; }
  const std::optional<Error>& error() const { return writer_->error(); }

 private:
  const std::string& path_;
  OutputFile& output_;
  std::unique_ptr<CaptureFileWriter> writer_;
  bool begun_ = false, damaged_ = false;
};

enum class Added : std::uint8_t { kWhole, kInPart, kNot };

// Says on standard error what went wrong.
Added add(const std::string& path, const JoinOptions& options, DecompressionBudget& budget,
          OutputFile& output) {
  InputFile input(path, &budget);
  if (input.failure()) return report(path, input.failure().message()), Added::kNot;
  if (input.is_also(options.output)) {
    report(options.output, "This is an input too; write to another file.");
    return Added::kNot;
  }
  OneCapture sink(path, options, output);
  CaptureReader reader(options.reading);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used) error = used.error();
    return used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, sink)); },
                     [&](Bytes rest) { settle(reader.finish(rest, sink)); });
  sink.finish();
  if (output.failure()) return Added::kNot;
  if (failure)
    report(path, failure.message());
  else if (sink.error())
    report(path, *sink.error());
  else if (error && error->code != ErrorCode::kDamaged)
    report(path, *error);
  const bool too_large =
      failure.damage && failure.damage->code == ErrorCode::kDecompressedTooLarge;
  if (error || !sink.begun() || failure.number != 0 || too_large) return Added::kNot;
  return failure || sink.damaged() ? Added::kInPart : Added::kWhole;
}

}  // namespace

int concatenate(const std::vector<std::string>& inputs, const JoinOptions& options,
                OutputFile& output) {
  DecompressionBudget budget(options.reading.max_decompressed);
  bool whole = true;
  for (const std::string& path : inputs) {
    const Added added = add(path, options, budget, output);
    whole = whole && added == Added::kWhole;
    if (added != Added::kNot) continue;
    if (output.failure()) report_output(options.output, output.failure());
    return kFailed;
  }
  output.finish();
  if (output.failure()) report_output(options.output, output.failure());
  return whole && !output.failure() ? kDone : kFailed;
}

}  // namespace packetglass::native
