// packetglass write: makes a capture of events, as `packetglass events` prints them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "event/event_recorder.h"
#include "native/command.h"
#include "native/event.h"
#include "native/existing_capture.h"
#include "native/input_file.h"
#include "native/output_file.h"
#include "native/report.h"
#include "record/limits.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  std::string input = "-";
  std::string format = "auto";
  bool replace = false;
  bool append = false;
};

// A packet of the largest captured length that is believed as base64, and the rest.
constexpr std::size_t kMaxLine = std::size_t{kMaxPacketSize} / 2 * 3;
constexpr std::uint64_t kShownWarnings = 10;

const std::map<std::string, CaptureFormat> kFormats{{"auto", CaptureFormat::kAuto},
                                                    {"pcap", CaptureFormat::kPcap},
                                                    {"pcapng", CaptureFormat::kPcapng}};

std::string output_name(const Options& options) {
  return options.file == "-" ? "standard output" : options.file;
}

// Takes lines from blocks of bytes, and records the events in them until one cannot be.
class EventLines {
 public:
  EventLines(const std::string& source, EventRecorder& recorder)
      : source_(source), recorder_(recorder) {}

  // False once an event could not be recorded, which was reported.
  bool take(Bytes block) {
    std::string_view rest(reinterpret_cast<const char*>(block.data()), block.size());
    for (auto end = rest.find('\n'); good_ && end != rest.npos; end = rest.find('\n')) {
      take_line(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    cut_line_ += rest;
    if (good_ && cut_line_.size() > kMaxLine) fail(lines_ + 1, "The line is too long.");
    return good_;
  }

  // The last line may lack its end.
  bool finish() {
    if (good_ && !cut_line_.empty()) take_line({});
    if (skipped_ > kShownWarnings) {
      report(source_, std::to_string(skipped_) + " events of unknown schemas were skipped");
    }
    if (ignored_ > kShownWarnings) {
      report(source_, std::to_string(ignored_) + " file headers were ignored");
    }
    return good_;
  }

 private:
  void take_line(std::string_view end) {
    ++lines_;
    if (cut_line_.empty()) return take_event(end);
    cut_line_ += end;
    take_event(cut_line_);
    cut_line_.clear();
  }

  void take_event(std::string_view line) {
    if (line.find_first_not_of(" \t\r") == line.npos) return;
    try {
      std::visit([this](const auto& event) { record(event); }, parse_event(line));
    } catch (const BadEvent& bad) {
      fail(lines_, bad.what());
    }
  }

  void record(const PacketLine& packet) {
    if (const auto error = recorder_.record(packet.event)) fail(lines_, error->message);
  }

  void record(const pcap::WriterOptions& header) {
    const auto written = recorder_.record(header);
    if (!written) return fail(lines_, written.error().message);
    if (*written || ++ignored_ > kShownWarnings) return;
    report_line(lines_, "The file header was ignored: pcapng is written.");
  }

  void record(const UnknownEvent& event) {
    if (++skipped_ > kShownWarnings) return;
    const std::string what = event.schema.empty() ? "has no schema" : "is a " + event.schema;
    report_line(lines_, "The event " + what + "; it was skipped.");
  }

  void fail(std::uint64_t line, const std::string& why) {
    report_line(line, why);
    good_ = false;
  }

  void report_line(std::uint64_t line, const std::string& message) const {
    report(source_, "line " + std::to_string(line) + ": " + message);
  }

  const std::string& source_;
  EventRecorder& recorder_;
  std::string cut_line_;  // what came of a line whose end has not come
  std::uint64_t lines_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t ignored_ = 0;
  bool good_ = true;
};

// Whether all events of the input were recorded; what was not is reported.
bool record_all(InputFile& input, const std::string& source, EventRecorder& recorder,
                OutputFile& output) {
  EventLines lines(source, recorder);
  const FileFailure failure = input.read_all(
      [&](Bytes window) {
        const bool good = lines.take(window) && !output.flush();
        return good ? std::optional(window.size()) : std::nullopt;
      },
      [](Bytes) {});
  if (failure) report(source, failure.message());
  return !failure && lines.finish();
}

int write(const Options& options, InputFile& input, const ExistingCapture& existing,
          OutputFile& output) {
  const auto start = output.position();
  EventRecorder recorder(output.pending(), start.value_or(0), kFormats.at(options.format));
  if (existing.section) recorder.go_on(*existing.section);
  const bool all_recorded = record_all(input, options.input, recorder, output);
  const auto patches = recorder.finish();
  for (const auto& patch : patches) {
    if (start) output.overwrite(patch.offset, patch.bytes);
  }
  const FileFailure failure = output.flush();
  if (failure) report(output_name(options), failure.message());
  const bool lengths_missing = recorder.lengths_missing() || (!start && !patches.empty());
  if (lengths_missing) report_lengths_missing(options.file);
  const bool nothing = all_recorded && !recorder.begun();
  if (nothing) report(options.input, "there is no event to make a capture of");
  return failure || nothing || !all_recorded ? kFailed : kDone;
}

// Why this format cannot follow the last section of the file; empty when it can.
std::string other_format(CaptureFormat format, const ExistingCapture& existing) {
  if (!existing.section || format == CaptureFormat::kAuto) return {};
  const bool classic = std::holds_alternative<LastPcapSection>(*existing.section);
  if (classic == (format == CaptureFormat::kPcap)) return {};
  return classic ? "cannot be appended to: it is pcap, not pcapng"
                 : "cannot be appended to: it is pcapng, not pcap";
}

int run(const Options& options) {
  if (options.append && options.file == "-") {
    report(output_name(options), "cannot be appended to");
    return kUsage;
  }
  InputFile input(options.input);
  if (input.failure()) {
    report(options.input, input.failure().message());
    return kFailed;
  }
  const auto existing = options.append ? examine_existing(options.file) : ExistingCapture{};
  for (const auto& refusal :
       {existing.refusal, other_format(kFormats.at(options.format), existing)}) {
    if (refusal.empty()) continue;
    report(output_name(options), refusal);
    return kFailed;
  }
  OutputFile output = options.append ? OutputFile::behind(options.file)
                                     : OutputFile(options.file, options.replace);
  if (output.failure()) {
    const bool exists = output.failure().number == EEXIST;
    report(output_name(options), output.failure().message() +
                                     (exists ? "; --force overwrites it, --append appends" : ""));
    return kFailed;
  }
  return write(options, input, existing, output);
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  app.add_option("FILE", options->file, "The capture to write; - is standard output")->required();
  app.add_option("-i,--input", options->input, "The events; - is standard input")
      ->capture_default_str();
  app.add_option("--format", options->format,
                 "auto (pcapng when packets say their section and interface), pcap, or pcapng")
      ->check(CLI::IsMember(kFormats))
      ->capture_default_str();
  auto* const force = app.add_flag("--force", options->replace, "Overwrite the file");
  app.add_flag("--append", options->append, "Write behind the packets of the file")
      ->excludes(force);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kWrite;
const Command kWrite{"write", "Make a capture of events", declare};

}  // namespace packetglass::native
