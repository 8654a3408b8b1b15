// What commands have in common that print what the packets of a capture come to.
#pragma once

#include <optional>

#include "flow/summary_index.h"
#include "native/packet_printer.h"
#include "native/report.h"

namespace packetglass::native {

// Summarises the packets as they are read; print_summary() is asked once they have ended.
class SummaryPrinter : public PacketPrinter {
 public:
  explicit SummaryPrinter(const std::string& file) : PacketPrinter(file), file_(file) {}

  bool missing() const { return missing_; }
  // As the user chose, which outlives this.
  void decodes_as(const DecodeAs& chosen) { summary_.decodes_as(chosen); }

 protected:
  void end() final { print_summary(); }
  void print(const PacketBatch& batch) final {
    for (std::size_t i = 0; i < batch.count && !first_time_; ++i) {
      const Packet packet = batch.packet(i);
      if (packet.has_timestamp()) first_time_ = packet.timestamp;
    }
    for (const Issue& found : summary_.add(batch, interfaces())) issue(found);
  }
  virtual void print_summary() = 0;

  const SummaryIndex& summary() const { return summary_; }
  // Of the first packet that has one.
  std::optional<Nanoseconds> first_time() const { return first_time_; }
  // Says that something is not shown, because there was no memory for it.
  void report_missing(const std::string& what) {
    report(file_, "There was no memory for all " + what);
    missing_ = true;
  }

 private:
  const std::string& file_;
  SummaryIndex summary_;
  std::optional<Nanoseconds> first_time_;
  bool missing_ = false;
};

// Reads a file, - is standard input, and prints its summary; returns the exit code.
inline int print_summary(const std::string& file, const SourceOptions& options,
                         SummaryPrinter& printer) {
  printer.decodes_as(options.decode_as);
  const int code = print_packets(file, options, printer);
  return code == kDone && printer.missing() ? static_cast<int>(kFailed) : code;
}

}  // namespace packetglass::native
