// packetglass capture: records packets from an interface into a file.
#include <cstdio>
#include <limits>
#include <memory>

#include "format/pcap/writer.h"
#include "format/pcapng/writer.h"
#include "native/command.h"
#include "native/live_capture.h"
#include "native/output/name.h"
#include "native/output_file.h"
#include "native/report.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

struct Options {
  LiveOptions live;
  std::string file;
  std::vector<std::string> filter_words;
  std::uint64_t count = std::numeric_limits<std::uint64_t>::max();
  std::string format;  // as the suffix of the file says, else pcap
  std::string compression;
  bool replace = false;
};

// What a signal stops; set while capturing.
LiveCapture* g_running = nullptr;

void stop_running() {
  if (g_running != nullptr) g_running->stop();
}

// Appends packets in the format that was asked for, in nanoseconds.
class PacketWriter {
 public:
  PacketWriter(const Options& options, LinkType link_type, std::vector<std::uint8_t>& out) {
    const auto snaplen = static_cast<std::uint32_t>(options.live.snaplen);
    if (is_pcapng(options)) {
      pcapng_.emplace(ByteOrder::kLittle, out).write_section("packetglass");
      Interface interface;
      interface.link_type = link_type;
      interface.snaplen = snaplen;
      interface.resolution = kNanosecondResolution;
      pcapng_->write_interface(interface);
    } else {
      pcap::WriterOptions chosen;
      chosen.link_type_word = link_type;
      chosen.snaplen = snaplen;
      pcap_.emplace(chosen, out);
    }
  }

  [[nodiscard]] std::optional<Error> write(Nanoseconds time, Bytes packet,
                                           std::uint32_t original_length) {
    return pcap_ ? pcap_->write(time, packet, original_length)
                 : pcapng_->write_packet(0, time, packet, original_length);
  }

 private:
  static bool is_pcapng(const Options& options) {
    const bool chosen = !options.format.empty();
    return (chosen ? options.format : parse_output_name(options.file).format) == "pcapng";
  }

  // One of them.
  std::optional<pcap::PcapWriter> pcap_;
  std::optional<pcapng::PcapngWriter> pcapng_;
};

// Writes packets until the count is reached, a signal comes, or something fails.
class Recorder {
 public:
  Recorder(const Options& options, LiveCapture& live, OutputFile& output)
      : options_(options),
        live_(live),
        output_(output),
        writer_(options, live.link_type(), output.pending()) {
    output_.records_end(0);
  }

  // Empty when it was stopped, or when the output failed, else what failed. Whoever reads along
  // has the file header at once: dispatch() may wait until the first packet comes.
  std::string run() {
    auto state = LiveCapture::State::kRunning;
    while (!output_.flush() && is_wanted(state)) {
      state = live_.dispatch([this](auto... packet) { record(packet...); });
    }
    output_.finish();
    return state == LiveCapture::State::kFailed ? live_.failure() : refused_;
  }

 private:
  bool is_wanted(LiveCapture::State state) const {
    return state == LiveCapture::State::kRunning && recorded_ < options_.count && !stop_asked();
  }

  void record(Nanoseconds time, Bytes packet, std::uint32_t original_length) {
    if (recorded_ == options_.count) return;
    if (const auto refused = writer_.write(time, packet, original_length)) {
      refused_ = refused->message;
      return;
    }
    output_.records_end();
    if (++recorded_ == options_.count) live_.stop();
    if (output_.flush_blocks()) live_.stop();
  }

  const Options& options_;
  LiveCapture& live_;
  OutputFile& output_;
  PacketWriter writer_;
  std::uint64_t recorded_ = 0;
  std::string refused_;
};

void print_counts(std::uint64_t recorded, const LiveCounts& counts) {
  const auto print = [](std::uint64_t count, const char* what) {
    std::fprintf(stderr, "%llu packets %s\n", static_cast<unsigned long long>(count), what);
  };
  print(recorded, "recorded");
  print(counts.received, "received by the filter");
  print(counts.dropped, "dropped by the kernel");
  if (counts.dropped_by_interface != 0)
    print(counts.dropped_by_interface, "dropped by the interface");
}

int run(Options options) {
  for (const auto& word : options.filter_words) options.live.filter += word + " ";
  LiveCapture live;
  if (const std::string failure = live.open(options.live); !failure.empty()) {
    report(options.live.interface, failure);
    return kFailed;
  }
  OutputFile output(options.file,
                    {.existing = options.replace ? Existing::kReplace : Existing::kRefuse,
                     .compression = compression_of(options.compression, options.file)});
  if (output.failure()) {
    report_output(options.file, output.failure());
    return kFailed;
  }
  g_running = &live;
  watch_stop_signals(Ignored::kCount, stop_running);
  const std::string failure = Recorder(options, live, output).run();
  g_running = nullptr;
  stop_is_good();
  print_counts(output.records(), live.counts());
  if (output.failure()) report_output(options.file, output.failure());
  if (!failure.empty()) report(options.live.interface, failure);
  return failure.empty() && !output.failure() ? kDone : kFailed;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  LiveOptions& live = options->live;
  list.text("-i,--interface", live.interface, "The interface to capture on").required();
  list.text("-w,--write", options->file, "The file to write; - is standard output").required();
  list.count("-c,--count", options->count, "Stop after this many packets");
  list.number("-s,--snaplen", live.snaplen, 1, 262144,
              "Keep this many bytes of each packet, at most 262144")
      .with_default(std::to_string(live.snaplen));
  list.number("-B,--buffer", live.ring_mebibytes, 1, 2047,
              "Size of the kernel's buffer, in MiB, at most 2047")
      .with_default(std::to_string(live.ring_mebibytes));
  list.flag("-p,--no-promiscuous", live.not_promiscuous,
            "Leave the interface out of promiscuous mode");
  list.choice("--format", options->format, {"pcap", "pcapng"},
              "The format to write; without it as the suffix of the file says, else pcap");
  declare_compress_option(list, options->compression);
  list.flag("--force", options->replace, "Overwrite the file when it exists");
  list.texts("FILTER", options->filter_words, "What to capture, in the language of tcpdump");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kCapture;
const Command kCapture{"capture", "Record packets from an interface", declare};

}  // namespace packetglass::native
