// packetglass import: makes a capture of a hex dump, as text2pcap does.
#include <chrono>
#include <memory>

#include "base/text.h"
#include "edit/hex_dump/time_format.h"
#include "native/command.h"
#include "native/import/dummy_options.h"
#include "native/import/packet_output.h"
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
  std::string input;
  std::string output;
  std::string format;
  std::string compression;
  std::string offsets = "hex";
  bool replace = false;
  LinkType link_type = kLinkTypeEthernet;
  std::uint32_t most = 0;  // bytes of a packet; 0: as many as its link type may have
  HexDumpOptions dump;
  DummyHeaders headers;
  std::uint64_t max_decompressed = DecompressionBudget::kUsual;
};

// The largest packet that is believed in one line, three characters a byte.
constexpr std::size_t kMaxLine = std::size_t{3} * kMaxLargeCaptured;
constexpr std::uint64_t kShownWarnings = 10;

// Writes packets as they are read from lines; reports what is wrong.
class Import final : public HexDumpSink {
 public:
  Import(const Options& options, OutputFile& output)
      : options_(options),
        output_(output),
        reader_(options.dump, *this),
        headers_(options.headers, options.link_type, options.dump.directions) {}

  // False once no more can be written.
  bool take(Bytes block) {
    const bool more = lines_.take(block);
    if (lines_.too_long()) fail(lines_.number(), "The line is too long.");
    return more;
  }

  // The last line may lack its end.
  bool finish() {
    if (lines_.finish()) reader_.finish();
    if (good_) report_what_is_left_out();
    return good_;
  }

  bool packet(const DumpedPacket& packet) override {
    directions_ += packet.direction != Direction::kUnknown;
    const auto whole = headers_.wrap(packet.bytes, packet.direction);
    if (!whole) return fail(packet.line, whole.error().message);
    if (!writer_)
      writer_.emplace(options_.format != "pcap", options_.link_type, output_.pending());
    if (const auto error = writer_->write(packet.time, *whole, packet.direction)) {
      return fail(packet.line, error->message);
    }
    return !output_.flush_blocks();
  }

  void wrong_offset(const WrongOffset& wrong) override {
    if (++wrong_offsets_ > kShownWarnings) return;
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    report_line(wrong.line,
                format_text("The offset 0x%llx stands where 0x%llx was expected; what is left of "
                            "the packet was left out.",
                            number(wrong.found), number(wrong.expected)));
  }

  bool begun() const { return writer_.has_value(); }
  bool damaged() const { return wrong_offsets_ != 0; }

 private:
  void report_what_is_left_out() const {
    if (options_.dump.directions && options_.format == "pcap" && directions_ != 0) {
      report(options_.input,
             std::to_string(directions_) +
                 " directions were left out: pcap has no place for them, pcapng has");
    }
    if (wrong_offsets_ > kShownWarnings) {
      report(options_.input, std::to_string(wrong_offsets_) + " offsets were not as expected");
    }
    if (reader_.left_out() != 0) {
      report(options_.input, std::to_string(reader_.left_out()) +
                                 " dumps of what was reassembled or decoded were left out");
    }
    if (reader_.without_time() != 0) {
      report(options_.input, "before " + std::to_string(reader_.without_time()) +
                                 " packets no time stands that is as in " +
                                 options_.dump.time_format +
                                 "; each has that of the packet before and a microsecond");
    }
  }

  bool fail(std::uint64_t line, const std::string& why) {
    report_line(line, why);
    return good_ = false;
  }

  void report_line(std::uint64_t line, const std::string& message) const {
    report(options_.input, "line " + std::to_string(line) + ": " + message);
  }

  const Options& options_;
  OutputFile& output_;
  HexDumpReader reader_;
  DummyHeaderMaker headers_;
  std::optional<PacketOutput> writer_;
  LineReader lines_{kMaxLine, [this](std::string_view line) {
                      reader_.line(line);
                      return good_;
                    }};
  std::uint64_t wrong_offsets_ = 0;
  std::uint64_t directions_ = 0;
  bool good_ = true;
};

int import(const Options& options, InputFile& input, OutputFile& output) {
  Import import(options, output);
  const FileFailure failure = input.read_all(
      [&](Bytes window) {
        const bool good = import.take(window) && !output.failure();
        return good ? std::optional(window.size()) : std::nullopt;
      },
      [](Bytes) {});
  if (failure) report(options.input, failure.message());
  const bool whole = !failure && !output.failure() && import.finish() && import.begun();
  if (whole) output.finish();
  if (output.failure()) report_output(options.output, output.failure());
  const bool nothing = !failure && !output.failure() && !import.begun();
  if (nothing) report(options.input, "there is no hex dump to make a capture of");
  return whole && !output.failure() && !import.damaged() ? kDone : kFailed;
}

// What depends on several options.
void complete(Options& options) {
  const std::string_view named = parse_output_name(options.output).format;
  if (options.format.empty()) options.format = named.empty() ? "pcapng" : named;
  options.dump.most = options.most == 0 ? max_captured_length(options.link_type) : options.most;
  if (options.offsets == "dec") options.dump.offsets = DumpOffsets::kDecimal;
  if (options.offsets == "oct") options.dump.offsets = DumpOffsets::kOctal;
  if (options.offsets == "none") options.dump.offsets = DumpOffsets::kNone;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  options.dump.now = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

int run(Options& options) {
  watch_stop_signals();
  complete(options);
  if (const auto why = DummyHeaderMaker::refuse(options.headers, options.link_type);
      !why.empty()) {
    report(output_name(options.output), why);
    return kUsage;
  }
  DecompressionBudget budget(options.max_decompressed);
  InputFile input(options.input, &budget);
  if (!can_be_read(input, options.input, options.output)) return kFailed;
  OutputFile output(options.output,
                    {.existing = options.replace ? Existing::kReplace : Existing::kRefuse,
                     .naming = Naming::kWhenWhole,
                     .compression = compression_of(options.compression, options.output)});
  if (output.failure()) {
    report_output(options.output, output.failure());
    return kFailed;
  }
  return import(options, input, output);
}

std::string take_time_format(const std::string& word, std::string& format) {
  std::string wrong = wrong_time_format(word);
  if (wrong.empty()) format = word;
  return wrong;
}

void declare_dump_options(OptionList& list, Options& options) {
  list.choice("-o,--offsets", options.offsets, {"hex", "dec", "oct", "none"},
              "How offsets are written; none: there are none, and all is one packet")
      .with_default();
  list.word(
          "-t,--time",
          [&options](const std::string& word) {
            return take_time_format(word, options.dump.time_format);
          },
          "The text before a packet begins with its time in this format, as strptime() has it, "
          "with %f for a fraction: \"%H:%M:%S.%f\"; ISO: ISO 8601")
      .called("FORMAT");
  list.flag("-D,--directions", options.dump.directions,
            "The text before a packet begins with I or O: inbound or outbound");
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("TEXT", options->input, "The hex dump; - is standard input").required();
  list.text("OUT", options->output, "The file to write; - is standard output").required();
  declare_dump_options(list, *options);
  list.word(
          "-l,--link-type",
          [options](const std::string& word) { return take_link_type(word, options->link_type); },
          "What packets begin with, as a number or a name; without it Ethernet")
      .called("TYPE");
  list.number("-m,--max-packet", options->most, std::uint32_t{1}, kMaxLargeCaptured,
              "What is longer becomes several packets of so many bytes of the dump");
  declare_dummy_options(list, options->headers);
  list.choice("--format", options->format, {"pcapng", "pcap"},
              "The format to write; without it as the suffix of OUT says, else pcapng");
  declare_compress_option(list, options->compression);
  list.flag("--force", options->replace, "Overwrite the file when it exists");
  declare_decompression_option(list, options->max_decompressed);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kImport;
const Command kImport{"import", "Make a capture of a hex dump", declare};

}  // namespace packetglass::native
