// Writes a capture in its own format, but in the byte order that is asked for.
#pragma once

#include "export/pcap_export.h"
#include "export/pcapng_export.h"

namespace packetglass {

// Each section by the exporter of its format: a source may hold captures of both.
class SameFormatExport final : public CaptureFileWriter {
 public:
  SameFormatExport(const CaptureTarget& target, std::vector<std::uint8_t>& out)
      : pcap_(target, out), pcapng_(target, out) {}

  void section(const Section& section, Bytes raw) override {
    current_ = &pcapng_;
    if (section.format == "pcap") current_ = &pcap_;
    current_->section(section, raw);
  }
  void interface(const Interface& interface, Bytes raw) override {
    current_->interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    const bool written = current_->packets(batch);
    if (!written) error_ = current_->error();
    return written;
  }
  bool block(const Block& block) override { return current_->block(block); }
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override {
    auto patches = pcap_.finish(issues);
    pcapng_.finish(issues);
    return patches;
  }

 private:
  PcapExport pcap_;
  PcapngExport pcapng_;
  CaptureFileWriter* current_ = nullptr;
};

}  // namespace packetglass
