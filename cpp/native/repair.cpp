// packetglass repair: what can be read of a damaged capture, as a sound one.
#include "edit/repair.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "export/capture_file.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/json_text.h"
#include "native/output_file.h"
#include "native/report.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string input, output, skipped;
  bool replace = false;
  bool json = false;
};

// Hands records on to the writer, and says what is wrong with them.
class Repaired final : public RecordSink {
 public:
  Repaired(const Options& options, OutputFile& output)
      : options_(options), output_(output), begin_(output.position()) {}

  void section(const Section& section, Bytes raw) override { writer().section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    writer().interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    return writer().packets(batch) && !output_.flush_blocks();
  }
  bool block(const Block& block) override {
    return writer().block(block) && !output_.flush_blocks();
  }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) == Severity::kNote) return;
    if (!options_.json) return report(options_.input, issue);
    Json row{{"offset", issue.offset}, {"kind", name(issue.kind)}};
    if (issue.packet != 0) row["packet"] = issue.packet;
    if (issue.kind == IssueKind::kBytesSkipped) row["bytes"] = issue.found;
    row["message"] = describe(issue);
    print(row);
  }

  void finish() {
    if (writer_ == nullptr) return;
    for (const auto& patch : writer_->finish(*this)) {
      if (begin_) output_.overwrite(*begin_ + patch.offset, patch.bytes);
    }
  }

  static void print(const Json& row) {
    const std::string line = json_text(row) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }

 private:
  // Lengths that a header says of its section are no longer right.
  CaptureFileWriter& writer() {
    if (writer_ == nullptr) {
      CaptureTarget target;
      target.all_packets = false;
      target.no_copy = NoCopy::kKeep;
      writer_ = make_capture_writer(target, output_.pending());
    }
    return *writer_;
  }

  const Options& options_;
  OutputFile& output_;
  const std::optional<std::uint64_t> begin_;
  std::unique_ptr<CaptureFileWriter> writer_;
};

std::string header_text(const RepairReport& report) {
  if (report.header_made == 0) return {};
  return "a header was made instead of " + std::to_string(report.header_replaced) + " bytes; ";
}

void say(const Options& options, const RepairReport& report) {
  if (options.json) {
    return Repaired::print({{"packets", report.packets},
                            {"bytes_skipped", report.skipped},
                            {"places", report.places},
                            {"header_bytes_made", report.header_made},
                            {"header_bytes_replaced", report.header_replaced},
                            {"text_mode_undone", report.text_mode}});
  }
  const std::string text_mode = report.text_mode ? "a transfer in text mode was undone; " : "";
  packetglass::native::report(
      options.input, text_mode + header_text(report) + std::to_string(report.packets) +
                         " packets were kept, " + std::to_string(report.skipped) +
                         " bytes skipped in " + std::to_string(report.places) + " places");
}

// Finishes a file, and says why where that fails.
bool finished(OutputFile& file, const std::string& name) {
  if (!file.failure()) file.finish();
  if (file.failure()) report_output(name, file.failure());
  return !file.failure();
}

OutputOptions output_options(const Options& options) {
  return {.existing = options.replace ? Existing::kReplace : Existing::kRefuse,
          .naming = Naming::kWhenWhole};
}

int repair(const Options& options, InputFile& input, OutputFile& output, OutputFile* skipped) {
  Repaired repaired(options, output);
  Repair repair(repaired, [&](Bytes bytes) {
    if (skipped == nullptr) return;
    skipped->pending().insert(skipped->pending().end(), bytes.begin(), bytes.end());
    skipped->flush_blocks();
  });
  const FileFailure failure = input.read_all(
      [&](Bytes window) {
        repair.push(window);
        const bool goes_on = !output.failure() && (skipped == nullptr || !skipped->failure());
        return goes_on ? std::optional(window.size()) : std::nullopt;
      },
      [&](Bytes rest) { repair.push(rest); });
  const auto error = repair.finish();
  repaired.finish();
  // Compressed bytes that are damaged end where they are: what came before is kept.
  if (failure) report(options.input, failure.message());
  if (error) report(options.input, *error);
  if (error || failure.number != 0) return kFailed;
  if (!finished(output, options.output)) return kFailed;
  if (skipped != nullptr && !finished(*skipped, options.skipped)) return kFailed;
  say(options, repair.report());
  return kDone;
}

int run(const Options& options) {
  watch_stop_signals();
  InputFile input(options.input);
  for (const std::string& path : {options.output, options.skipped}) {
    if (!path.empty() && !can_be_read(input, options.input, path)) return kFailed;
  }
  OutputFile output(options.output, output_options(options));
  std::optional<OutputFile> skipped;
  if (!options.skipped.empty()) skipped.emplace(options.skipped, output_options(options));
  if (output.failure() || (skipped && skipped->failure())) {
    const bool first = static_cast<bool>(output.failure());
    report_output(first ? options.output : options.skipped,
                  first ? output.failure() : skipped->failure());
    return kFailed;
  }
  return repair(options, input, output, skipped ? &*skipped : nullptr);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("IN", options->input, "The damaged capture; - is standard input").required();
  list.text("OUT", options->output, "The file to write; - is standard output").required();
  list.text("--skipped", options->skipped,
            "Write the bytes that are in no record to this file, one piece behind the other")
      .called("FILE");
  list.flag("--json", options->json, "Say as JSON what was found, a line each");
  list.flag("--force", options->replace, "Overwrite files when they exist");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kRepair;
const Command kRepair{"repair", "Write what can be read of a damaged capture as a sound one",
                      declare};

}  // namespace packetglass::native
