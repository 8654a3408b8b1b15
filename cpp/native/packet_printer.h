// What commands have in common that print the packets of a capture while they read it.
#pragma once

#include <string>
#include <vector>

#include "native/chosen/chosen_packets.h"
#include "record/record_sink.h"

namespace packetglass::native {

// Gathers text and writes it to standard output in pieces; reports damage on standard error. Of a
// source that is no capture nothing is printed.
class PacketPrinter : public RecordSink {
 public:
  // Both outlive it.
  PacketPrinter(const std::string& file, const PacketChoice& choice, const PacketUse& use = {})
      : file_(file), chosen_(choice, use) {}
  // What waits is printed, whatever happened.
  ~PacketPrinter() override;

  void section(const Section& section, Bytes) final;
  void interface(const Interface& interface, Bytes) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue& issue) override;

  // The source has ended.
  void finish();

  // As many packets as were wanted are printed.
  virtual bool full() const { return false; }
  // No more packets have to be read.
  bool stops() const { return full() || chosen_.ended(); }
  ChosenPackets& chosen() { return chosen_; }

  // Writes out what is waiting; false when standard output does not take it.
  bool flush();
  bool damaged() const { return damaged_; }
  // Whether the source was recognised: something is printed of it.
  bool is_capture() const { return is_capture_; }

 protected:
  // What stands before the first packet and behind the last is printed too.
  virtual void begin() {}
  virtual void end() {}
  virtual void begin_section(const Section&) {}
  // Asks chosen() for each of them.
  virtual void print(const PacketBatch& batch) = 0;

  // Writes out when much is waiting, which is asked after each packet or row: they may be large.
  // False when standard output does not take it.
  bool flush_full() { return text_.size() < kFlushAt || flush(); }

  const Interface& interface_of(const Packet& packet) const {
    return interfaces_[packet.interface];
  }
  const std::vector<Interface>& interfaces() const { return interfaces_; }

  std::string text_;  // waiting

 private:
  static constexpr std::size_t kFlushAt = std::size_t{1} << 18;

  const std::string& file_;
  ChosenPackets chosen_;
  std::vector<Interface> interfaces_;  // without their options
  bool too_many_ = false;              // interfaces: no more packets are printed
  bool is_capture_ = false;
  bool damaged_ = false;
};

// Reads a file, - is standard input, and prints what was chosen of it; returns the exit code.
int print_packets(const std::string& file, const SourceOptions& options, PacketPrinter& printer);

}  // namespace packetglass::native
