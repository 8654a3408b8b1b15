// packetglass write: makes a capture of events, as `packetglass events` prints them.
#include <algorithm>
#include <map>
#include <memory>

#include "event/event_recorder.h"
#include "native/command.h"
#include "native/event.h"
#include "native/existing_capture.h"
#include "native/input_file.h"
#include "native/line_reader.h"
#include "native/output/name.h"
#include "native/output_file.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/stop.h"
#include "record/limits.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  std::string input = "-";
  std::string format;  // as the suffix of the file says
  std::string compression;
  bool replace = false;
  bool append = false;
  std::uint64_t max_decompressed = DecompressionBudget::kUsual;  // bytes of events
};

// A packet of the largest captured length that is believed as base64, and the rest.
constexpr std::size_t kMaxLine = std::size_t{kMaxPacketSize} / 2 * 3;
constexpr std::uint64_t kShownWarnings = 10;

const std::map<std::string_view, CaptureFormat> kFormats{{"auto", CaptureFormat::kAuto},
                                                         {"pcap", CaptureFormat::kPcap},
                                                         {"pcapng", CaptureFormat::kPcapng}};

// The one that was chosen, else the one the name says. What is appended to has its own.
CaptureFormat format_of(const Options& options) {
  if (!options.format.empty()) return kFormats.at(options.format);
  const std::string_view named = options.append ? "" : parse_output_name(options.file).format;
  return named.empty() ? CaptureFormat::kAuto : kFormats.at(named);
}

// Takes lines from blocks of bytes, and records the events in them until one cannot be.
class EventLines {
 public:
  EventLines(const std::string& source, EventRecorder& recorder, OutputFile& output)
      : source_(source), recorder_(recorder), output_(output) {}

  // False once an event could not be recorded, which was reported.
  bool take(Bytes block) {
    const bool more = lines_.take(block);
    if (lines_.too_long()) fail("The line is too long.");
    return more;
  }

  // The last line may lack its end.
  bool finish() {
    lines_.finish();
    if (skipped_ > kShownWarnings) {
      report(source_, std::to_string(skipped_) + " events of unknown schemas were skipped");
    }
    if (ignored_ > kShownWarnings) {
      report(source_, std::to_string(ignored_) + " file headers were ignored");
    }
    return good_;
  }

 private:
  void take_event(std::string_view line) {
    if (line.find_first_not_of(" \t\r") == line.npos) return;
    try {
      std::visit([this](const auto& event) { record(event); }, parse_event(line));
    } catch (const BadEvent& bad) {
      fail(bad.what());
    }
  }

  void record(const PacketLine& packet) {
    if (const auto error = recorder_.record(packet.event)) return fail(error->message);
    output_.records_end();
  }

  void record(const pcap::WriterOptions& header) {
    const auto written = recorder_.record(header);
    if (!written) return fail(written.error().message);
    output_.records_end(0);
    if (*written || ++ignored_ > kShownWarnings) return;
    report_line("The file header was ignored: pcapng is written.");
  }

  void record(const UnknownEvent& event) {
    if (++skipped_ > kShownWarnings) return;
    const std::string what = event.schema.empty() ? "has no schema" : "is a " + event.schema;
    report_line("The event " + what + "; it was skipped.");
  }

  void fail(const std::string& why) {
    report_line(why);
    good_ = false;
  }

  void report_line(const std::string& message) const {
    report(source_, "line " + std::to_string(lines_.number()) + ": " + message);
  }

  const std::string& source_;
  EventRecorder& recorder_;
  OutputFile& output_;
  LineReader lines_{kMaxLine, [this](std::string_view line) {
                      take_event(line);
                      return good_;
                    }};
  std::uint64_t skipped_ = 0;
  std::uint64_t ignored_ = 0;
  bool good_ = true;
};

// Whether all events of the input were recorded; what was not is reported.
bool record_all(InputFile& input, const std::string& source, EventRecorder& recorder,
                OutputFile& output) {
  EventLines lines(source, recorder, output);
  const FileFailure failure = input.read_all(
      [&](Bytes window) {
        const bool good = lines.take(window) && !output.flush();
        return good ? std::optional(window.size()) : std::nullopt;
      },
      [](Bytes) {});
  if (failure) report(source, failure.message());
  // Where the output took no more, the last line is incomplete.
  return !failure && !output.failure() && lines.finish();
}

// What a file holds that did not take all.
std::string kept_text(std::uint64_t packets) {
  if (packets == 0) return "";
  return packets == 1 ? "; 1 packet is in it"
                      : "; " + std::to_string(packets) + " packets are in it";
}

// Writes what is only known in the end, and the end itself. A truncated capture has lengths of
// its own, which nobody knows.
bool finish(const Options& options, EventRecorder& recorder, std::optional<std::uint64_t> start,
            OutputFile& output) {
  const auto patches = recorder.finish();
  output.flush();
  for (const auto& patch : patches) {
    if (start) output.overwrite(patch.offset, patch.bytes);
  }
  if (recorder.begun()) output.finish();
  const FileFailure failure = output.failure();
  if (failure) report(output_name(options.file), failure.message() + kept_text(output.records()));
  const bool unsaid = !patches.empty() && (!start || failure);
  if (recorder.lengths_missing() || unsaid) report_lengths_missing(options.file);
  return !failure;
}

int write(const Options& options, InputFile& input, const ExistingCapture& existing,
          OutputFile& output) {
  const auto start = output.position();
  EventRecorder recorder(output.pending(), start.value_or(0), format_of(options));
  if (existing.section) recorder.go_on(*existing.section);
  const bool all_recorded = record_all(input, options.input, recorder, output);
  const bool all_written = finish(options, recorder, start, output);
  const bool nothing = all_recorded && !recorder.begun();
  if (nothing) report(options.input, "there is no event to make a capture of");
  return all_recorded && all_written && !nothing ? kDone : kFailed;
}

// Why this format cannot follow the last section of the file; empty when it can.
std::string other_format(CaptureFormat format, const ExistingCapture& existing) {
  if (!existing.section || format == CaptureFormat::kAuto) return {};
  const bool classic = std::holds_alternative<LastPcapSection>(*existing.section);
  if (classic == (format == CaptureFormat::kPcap)) return {};
  return classic ? "cannot be appended to: it is pcap, not pcapng"
                 : "cannot be appended to: it is pcapng, not pcap";
}

// What keeps events from being written to the file; empty when nothing does.
std::string refusal(const Options& options, const ExistingCapture& existing) {
  if (!existing.refusal.empty()) return existing.refusal;
  return other_format(format_of(options), existing);
}

Existing existing_of(const Options& options) {
  if (options.append) return Existing::kGoOn;
  return options.replace ? Existing::kReplace : Existing::kRefuse;
}

int run(const Options& options) {
  watch_stop_signals();
  if (options.append && options.file == "-") {
    report(output_name(options.file), "cannot be appended to");
    return kUsage;
  }
  DecompressionBudget budget(options.max_decompressed);
  InputFile input(options.input, &budget);
  if (input.failure()) {
    report(options.input, input.failure().message());
    return kFailed;
  }
  const auto existing = options.append ? examine_existing(options.file) : ExistingCapture{};
  if (const std::string why = refusal(options, existing); !why.empty()) {
    report(output_name(options.file), why);
    return kFailed;
  }
  const bool plain = existing.section.has_value();  // or it would have been refused
  OutputFile output(
      options.file,
      {.existing = existing_of(options),
       .compression = plain ? nullptr : compression_of(options.compression, options.file)});
  if (output.failure()) {
    report_output(options.file, output.failure(), "--force overwrites it, --append appends");
    return kFailed;
  }
  return write(options, input, existing, output);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture to write; - is standard output").required();
  list.text("-i,--input", options->input, "The events; - is standard input").with_default();
  list.choice(
      "--format", options->format, {"auto", "pcap", "pcapng"},
      "pcap, pcapng, or auto: pcapng when packets say their section and interface; without "
      "it as the suffix of FILE says, else auto");
  declare_compress_option(list, options->compression);
  declare_decompression_option(list, options->max_decompressed);
  const Option force = list.flag("--force", options->replace, "Overwrite the file");
  list.flag("--append", options->append, "Write behind the packets of the file").excludes(force);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kWrite;
const Command kWrite{"write", "Make a capture of events", declare};

}  // namespace packetglass::native
