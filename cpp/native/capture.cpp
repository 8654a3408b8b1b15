// packetglass capture: records packets from an interface into a file.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <limits>
#include <memory>

#include "format/pcap/writer.h"
#include "native/command.h"
#include "native/live_capture.h"
#include "native/output_file.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  LiveOptions live;
  std::string file;
  std::vector<std::string> filter_words;
  std::uint64_t count = std::numeric_limits<std::uint64_t>::max();
  bool replace = false;
};

// What a signal stops; set while capturing.
LiveCapture* g_running = nullptr;

void stop_running(int) {
  if (g_running != nullptr) g_running->stop();
}

void stop_on_signals(LiveCapture& live) {
  g_running = &live;
  struct sigaction action {};
  action.sa_handler = stop_running;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

// Writes packets until the count is reached, a signal comes, or something fails.
class Recorder {
 public:
  Recorder(const Options& options, LiveCapture& live, OutputFile& output)
      : options_(options),
        live_(live),
        output_(output),
        writer_(writer_options(options, live), output.pending()) {}

  // Empty when it was stopped, else what failed. Whoever reads along has the file header at once:
  // dispatch() may wait until the first packet comes.
  std::string run() {
    auto state = LiveCapture::State::kRunning;
    while (state == LiveCapture::State::kRunning && recorded_ < options_.count) {
      if (const auto failure = output_.flush()) return options_.file + ": " + failure.message();
      state = live_.dispatch([this](auto... packet) { record(packet...); });
    }
    if (const auto failure = output_.flush()) return options_.file + ": " + failure.message();
    return state == LiveCapture::State::kFailed ? live_.failure() : refused_;
  }

  std::uint64_t recorded() const { return recorded_; }

 private:
  static pcap::WriterOptions writer_options(const Options& options, const LiveCapture& live) {
    pcap::WriterOptions chosen;
    chosen.link_type_word = live.link_type();
    chosen.snaplen = static_cast<std::uint32_t>(options.live.snaplen);
    return chosen;
  }

  void record(Nanoseconds time, Bytes packet, std::uint32_t original_length) {
    if (recorded_ == options_.count) return;
    if (const auto refused = writer_.write(time, packet, original_length)) {
      refused_ = refused->message;
      return;
    }
    if (++recorded_ == options_.count) live_.stop();
    if (output_.flush_blocks()) live_.stop();
  }

  const Options& options_;
  LiveCapture& live_;
  OutputFile& output_;
  pcap::PcapWriter writer_;
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
  OutputFile output(options.file, options.replace);
  if (output.failure()) {
    report_output(options.file, output.failure());
    return kFailed;
  }
  stop_on_signals(live);
  Recorder recorder(options, live, output);
  const std::string failure = recorder.run();
  g_running = nullptr;
  print_counts(recorder.recorded(), live.counts());
  if (!failure.empty()) report("capture", failure);
  return failure.empty() ? kDone : kFailed;
}

std::function<int()> declare(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  LiveOptions& live = options->live;
  app.add_option("-i,--interface", live.interface, "The interface to capture on")->required();
  app.add_option("-w,--write", options->file, "The file to write; - is standard output")
      ->required();
  app.add_option("-c,--count", options->count, "Stop after this many packets")
      ->check(CLI::PositiveNumber);
  app.add_option("-s,--snaplen", live.snaplen, "Keep this many bytes of each packet")
      ->check(CLI::Range(1, 262144))
      ->capture_default_str();
  app.add_option("-B,--buffer", live.ring_mebibytes, "Size of the kernel's buffer, in MiB")
      ->check(CLI::Range(1, 2047))
      ->capture_default_str();
  app.add_flag_callback(
      "-p,--no-promiscuous", [options] { options->live.promiscuous = false; },
      "Leave the interface out of promiscuous mode");
  app.add_flag("--force", options->replace, "Overwrite the file when it exists");
  app.add_option("FILTER", options->filter_words, "What to capture, in the language of tcpdump");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kCapture;
const Command kCapture{"capture", "Record packets from an interface", declare};

}  // namespace packetglass::native
