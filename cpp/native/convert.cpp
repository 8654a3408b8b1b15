// packetglass convert: writes a capture again, in its own or another format.
#include <CLI/CLI.hpp>
#include <memory>

#include "export/capture_file.h"
#include "format/capture_reader.h"
#include "native/command.h"
#include "native/compression/compressions.h"
#include "native/input_file.h"
#include "native/output_file.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string input;
  std::string output;
  std::string to;
  std::string order;
  std::string compression;
  std::string custom = "auto";
  bool replace = false;
  ReadOptions reading;
};

CaptureTarget target_of(const Options& options) {
  CaptureTarget target;
  target.pcapng = options.to == "pcapng";
  target.variant = pcap::find_variant(options.to);
  if (options.order == "little") target.order = ByteOrder::kLittle;
  if (options.order == "big") target.order = ByteOrder::kBig;
  if (options.custom == "keep") target.no_copy = NoCopy::kKeep;
  if (options.custom == "drop") target.no_copy = NoCopy::kDrop;
  target.reading = options.reading;
  return target;
}

// Hands everything on to the writer, and issues to standard error.
class Conversion final : public RecordSink {
 public:
  Conversion(const Options& options, OutputFile& output)
      : options_(options),
        output_(output),
        begin_(output.position()),
        writer_(make_capture_writer(target_of(options), output.pending())) {}

  void section(const Section& section, Bytes raw) override { writer_->section(section, raw); }
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

  // What was lost is told, what was written and has to change is changed.
  void finish() {
    const auto patches = writer_->finish(*this);
    for (const auto& patch : patches) {
      if (begin_) output_.overwrite(*begin_ + patch.offset, patch.bytes);
    }
    if (!begin_ && !patches.empty()) report_lengths_missing(options_.output);
  }

  const std::optional<Error>& error() const { return writer_->error(); }
  bool damaged() const { return damaged_; }

 private:
  const Options& options_;
  OutputFile& output_;
  std::optional<std::uint64_t>
      begin_;  // where the capture stands in it, if it can be gone back in
  std::unique_ptr<CaptureFileWriter> writer_;
  bool damaged_ = false;
};

int outcome(const Options& options, const FileFailure& read, const std::optional<Error>& error,
            const OutputFile& output, const Conversion& conversion) {
  if (output.failure())
    report_output(options.output, output.failure());
  else if (read)
    report(options.input, read.message());
  else if (conversion.error())
    report(options.input, *conversion.error());
  else if (error)
    report(options.input, *error);
  const bool failed = output.failure() || read || conversion.error() || error;
  return failed || conversion.damaged() ? kFailed : kDone;
}

int run(const Options& options) {
  InputFile input(options.input);
  if (input.failure()) {
    report(options.input, input.failure().message());
    return kFailed;
  }
  if (input.is_also(options.output)) {
    report(options.output, "This is the input too; write to another file.");
    return kFailed;
  }
  OutputFile output(options.output, options.replace, find_compression(options.compression));
  if (output.failure()) {
    report_output(options.output, output.failure());
    return kFailed;
  }
  CaptureReader reader(options.reading);
  Conversion conversion(options, output);
  std::optional<Error> error;
  const auto push = [&](Bytes window) -> std::optional<std::size_t> {
    const auto used = reader.push(window, conversion);
    if (!used) error = used.error();
    return used && !output.flush_blocks() ? std::optional(*used) : std::nullopt;
  };
  const auto finish = [&](Bytes rest) {
    const auto used = reader.finish(rest, conversion);
    if (!used) error = used.error();
  };
  const FileFailure read = input.read_all(push, finish);
  conversion.finish();
  output.finish();
  return outcome(options, read, error, output, conversion);
}

std::vector<std::string> target_names() {
  std::vector<std::string> names{"pcapng"};
  for (const auto& variant : pcap::kVariants) {
    names.emplace_back(variant.name);
    if (!variant.alias.empty()) names.emplace_back(variant.alias);
  }
  return names;
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("IN", options->input, "The capture; - is standard input")->required();
  app.add_option("OUT", options->output, "The file to write; - is standard output")->required();
  app.add_option("--to", options->to, "The format to write; without it the format of the input")
      ->check(CLI::IsMember(target_names()));
  app.add_option("--endian", options->order, "The byte order to write; without it the input's")
      ->check(CLI::IsMember({"little", "big"}));
  app.add_option("--compress", options->compression, "Compress what is written")
      ->check(CLI::IsMember({"gz", "zst", "lz4"}));
  app.add_option("--custom", options->custom,
                 "Custom blocks and options marked as not to be copied: auto drops them from "
                 "sections that are changed, keep and drop do so everywhere")
      ->check(CLI::IsMember({"auto", "keep", "drop"}))
      ->capture_default_str();
  app.add_flag("--force", options->replace, "Overwrite the file when it exists");
  app.add_flag("--strict", options->reading.strict, "Stop at the first error in the input");
  declare_time_zone_option(app, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kConvert;
const Command kConvert{"convert", "Write a capture again, in its own or another format", declare};

}  // namespace packetglass::native
