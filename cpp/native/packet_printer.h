// What commands have in common that print the packets of a capture while they read it.
#pragma once

#include <string>
#include <vector>

#include "format/reading.h"
#include "record/record_sink.h"

namespace packetglass::native {

// Gathers text and writes it to standard output in pieces; tells damage on standard error.
class PacketPrinter : public RecordSink {
 public:
  explicit PacketPrinter(const std::string& file) : file_(file) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override;

  // What stands before the first packet and behind the last is printed too.
  virtual void begin() {}
  virtual void end() {}
  // As many packets as were wanted are printed.
  virtual bool full() const { return false; }

  // Writes out what is waiting; false when standard output does not take it.
  bool flush();
  bool damaged() const { return damaged_; }

 protected:
  virtual void print(const PacketBatch& batch) = 0;

  // Writes out when much is waiting; false when standard output does not take it.
  bool flush_full() { return text_.size() < kFlushAt || flush(); }

  const Interface& interface_of(const Packet& packet) const {
    return interfaces_[packet.interface];
  }
  const std::vector<Interface>& interfaces() const { return interfaces_; }

  std::string text_;  // waiting

 private:
  static constexpr std::size_t kFlushAt = std::size_t{1} << 18;

  const std::string& file_;
  std::vector<Interface> interfaces_;  // without their options
  bool too_many_ = false;              // interfaces: no more packets are printed
  bool damaged_ = false;
  bool failed_ = false;
};

// Reads a file, - is standard input, and prints it; returns the exit code.
int print_packets(const std::string& file, const ReadOptions& options, PacketPrinter& printer);

}  // namespace packetglass::native
