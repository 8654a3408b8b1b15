// A capture written again, edited and in its own or another format.
#include "native/conversion.h"

#include "edit/edit_chain.h"
#include "edit/to_pcapng.h"
#include "export/capture_file.h"
#include "format/capture_reader.h"
#include "format/pcapng/reader.h"
#include "native/chosen/chosen_records.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/output/name.h"
#include "native/output_file.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

// The suffix of the output asks for a format where nothing else does: a capture that has it
// already stays of its variant, and one of pcapng becomes classic in nanoseconds, which holds all
// times.
void follow_suffix(const std::string& output, const Section& first, CaptureTarget& target) {
  const std::string_view wanted = parse_output_name(output).format;
  if (wanted.empty() || wanted == first.format) return;
  target.pcapng = wanted == kPcapng.name;
  target.variant = target.pcapng ? nullptr : &pcap::kNanosecondVariant;
}

CaptureTarget target_of(const ConversionOptions& options, bool edits, const Section& first) {
  CaptureTarget target;
  target.pcapng = options.to == "pcapng";
  target.variant = pcap::find_variant(options.to);
  if (options.to.empty()) follow_suffix(options.output, first, target);
  target.order = order_of(options);
  target.no_copy = no_copy_of(options);
  target.reading = options.reading;
  target.all_packets = options.choice.all() && !edits;
  return target;
}

// Hands everything on to the writer, and issues to standard error.
class Conversion final : public RecordSink {
 public:
  Conversion(const ConversionOptions& options, bool edits, OutputFile& output)
      : options_(options), edits_(edits), output_(output), begin_(output.position()) {}

  void section(const Section& section, Bytes raw) override {
    if (writer_ == nullptr) {
      writer_ = make_capture_writer(target_of(options_, edits_, section), output_.pending());
    }
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
    report(options_.input, issue);
    damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
  }

  // What was lost is reported, what was written and has to change is changed.
  void finish() {
    if (writer_ == nullptr) return;
    const auto patches = writer_->finish(*this);
    for (const auto& patch : patches) {
      if (begin_) output_.overwrite(*begin_ + patch.offset, patch.bytes);
    }
    if (!begin_ && !patches.empty()) report_lengths_missing(options_.output);
  }

  // Whether the input is a capture.
  bool begun() const { return writer_ != nullptr; }
  std::optional<Error> error() const { return begun() ? writer_->error() : std::nullopt; }
  bool damaged() const { return damaged_; }

 private:
  const ConversionOptions& options_;
  const bool edits_;
  OutputFile& output_;
  std::optional<std::uint64_t>
      begin_;  // where the capture stands in it, if it can be gone back in
  std::unique_ptr<CaptureFileWriter> writer_;
  bool damaged_ = false;
};

// Where pcapng is written the steps see pcapng: they may need what only that has.
std::unique_ptr<Edit> front_of(const ConversionOptions& options, const EditSteps& steps) {
  const bool pcapng = options.to.empty() ? parse_output_name(options.output).format == kPcapng.name
                                         : options.to == kPcapng.name;
  return pcapng && !steps.empty() ? std::make_unique<ToPcapng>(options.reading) : nullptr;
}

// What was read, and what stopped it.
struct Reading {
  FileFailure file;
  std::optional<Error> error;

  // Whether it ended before the end of what can be read. (Behind damage, also of compressed bytes,
  // there is nothing more: what came before it is all there is.)
  bool stopped() const {
    const auto& damage = file.damage;
    return error || file.number != 0 ||
           (damage && damage->code == ErrorCode::kDecompressedTooLarge);
  }
};

Reading read(InputFile& input, const ConversionOptions& options, OutputFile& output,
             ChosenPackets& chosen, EditChain& edits, Conversion& conversion) {
  Reading reading;
  CaptureReader reader(options.reading);
  ChosenRecords records(chosen, edits);
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used && !chosen.ended()) reading.error = used.error();
    return used && !output.flush_blocks() ? std::optional(*used) : std::nullopt;
  };
  reading.file = input.read_all([&](Bytes window) { return settle(reader.push(window, records)); },
                                [&](Bytes rest) { settle(reader.finish(rest, records)); });
  if (!edits.error() && conversion.begun()) edits.finish();
  conversion.finish();
  return reading;
}

// Why not all was written, of what was read.
std::optional<Error> refusal(const EditChain& edits, const Conversion& conversion) {
  const auto error = edits.error();
  return error ? error : conversion.error();
}

// Says the first thing that went wrong; damage was said before.
void report_outcome(const ConversionOptions& options, const Reading& reading,
                    const OutputFile& output, const std::optional<Error>& refused) {
  if (output.failure())
    report_output(options.output, output.failure());
  else if (reading.file)
    report(options.input, reading.file.message());
  else if (refused && refused->offset == 0)  // of the whole capture
    report(options.input, refused->message);
  else if (refused)
    report(options.input, *refused);
  else if (reading.error && reading.error->code != ErrorCode::kDamaged)
    report(options.input, *reading.error);
}

using Report = std::function<void(std::span<const std::unique_ptr<Edit>>)>;

int convert(const ConversionOptions& options, EditSteps steps, const Report& report_steps,
            InputFile& input, OutputFile& output) {
  ChosenPackets chosen(options.choice, {});
  if (!chosen.prepare(options.input, options.reading)) return kUsage;
  Conversion conversion(options, !steps.empty(), output);
  auto front = front_of(options, steps);
  EditChain edits(std::move(steps), conversion, std::move(front));
  const Reading reading = read(input, options, output, chosen, edits, conversion);
  const bool read_all = conversion.begun() && !reading.stopped() && !chosen.ended();
  const int chose = chosen.finish(options.input, kDone, read_all);
  const auto refused = refusal(edits, conversion);
  const bool whole = conversion.begun() && !reading.stopped() && !refused && chose == kDone;
  if (whole) output.finish();
  report_outcome(options, reading, output, refused);
  if (chose != kDone) return chose;
  if (whole && !output.failure() && report_steps) report_steps(edits.steps());
  const bool good = whole && !output.failure() && !reading.file && !conversion.damaged();
  return good ? kDone : kFailed;
}

}  // namespace

void declare_conversion_options(OptionList& list, ConversionOptions& options) {
  list.text("IN", options.input, "The capture; - is standard input").required();
  list.text("OUT", options.output, "The file to write; - is standard output").required();
  declare_target_options(list, options, "the format of the input", "the input's");
  declare_choice_options(list, options.choice, true);
  list.flag("--strict", options.reading.strict, "Stop at the first error in the input");
  declare_time_zone_option(list, options.reading);
  declare_decompression_option(list, options.reading.max_decompressed);
}

int convert(const ConversionOptions& options, EditSteps steps, const Report& report_steps) {
  watch_stop_signals();
  DecompressionBudget budget(options.reading.max_decompressed);
  InputFile input(options.input, &budget);
  if (!can_be_read(input, options.input, options.output)) return kFailed;
  OutputFile output(options.output, output_options_of(options));
  if (output.failure()) {
    report_output(options.output, output.failure());
    return kFailed;
  }
  return convert(options, std::move(steps), report_steps, input, output);
}

}  // namespace packetglass::native
