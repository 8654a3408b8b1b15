// What commands have in common that print what the packets of a capture come to.
#pragma once

#include <optional>

#include "flow/chosen_sums.h"
#include "flow/hierarchy.h"
#include "native/packet_printer.h"
#include "native/report.h"

namespace packetglass::native {

// Summarises the packets as they are read; print_summary() is asked once they have ended.
class SummaryPrinter : public PacketPrinter {
 public:
  SummaryPrinter(const std::string& file, const PacketChoice& choice)
      : PacketPrinter(file, choice, {.of = PacketUse::Of::kHistory}), file_(file) {}

  bool missing() const { return missing_; }

 protected:
  void end() final { print_summary(); }
  void print(const PacketBatch& batch) final {
    for (const Issue& found : history_.issues()) issue(found);
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Packet packet = batch.packet(i);
      if (!first_time_ && packet.has_timestamp()) first_time_ = packet.timestamp;
      if (chosen().has(i)) add(i);
    }
  }
  virtual void print_summary() = 0;

  const auto& flows() const { return history_.flows(); }
  // What the packets that were chosen come to; nullptr: all were.
  const ChosenSums* chosen_sums() { return chosen().all() ? nullptr : &chosen_sums_; }
  const LayerSums& layers() const { return layers_; }
  const LayerPaths& paths() const { return history_.paths(); }
  // Of the first packet of the capture that has one.
  std::optional<Nanoseconds> first_time() const { return first_time_; }
  // Says that something is not shown, because there was no memory for it.
  void report_missing(const std::string& what) {
    report(file_, "There was no memory for all " + what);
    missing_ = true;
  }

 private:
  void add(std::size_t i) {
    const Summary& summary = history_.summary(i);
    layers_.add(paths(), summary.path, history_.counted(i).original_length);
    if (!chosen().all()) chosen_sums_.add(summary, history_.counted(i), history_.flow(i));
  }

  const std::string& file_;
  RunningHistory& history_ = chosen().packets().history();
  LayerSums layers_;
  ChosenSums chosen_sums_;
  std::optional<Nanoseconds> first_time_;
  bool missing_ = false;
};

// Reads a file, - is standard input, and prints its summary; returns the exit code.
inline int print_summary(const std::string& file, const SourceOptions& options,
                         SummaryPrinter& printer) {
  const int code = print_packets(file, options, printer);
  return code == kDone && printer.missing() ? static_cast<int>(kFailed) : code;
}

}  // namespace packetglass::native
