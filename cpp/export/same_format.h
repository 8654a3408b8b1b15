// Writes a capture in its own format, but changed in what is asked for.
#pragma once

#include "export/pcap_export.h"
#include "export/pcapng_export.h"
#include "export/verbatim.h"

namespace packetglass {

// Each section by the exporter of its format: a source may hold captures of both. Classic sections
// in which nothing has to change are written byte for byte.
class SameFormatExport final : public CaptureFileWriter {
 public:
  SameFormatExport(const CaptureTarget& target, std::vector<std::uint8_t>& out)
      : out_(out), pcap_(target, out), pcapng_(target, out), verbatim_(out) {
    if (!target.order && target.reads_unchanged()) classic_ = &verbatim_;
    all_packets_ = target.all_packets;
  }

  void section(const Section& section, Bytes raw) override {
    // Where fewer packets are written IXIA's header has another length of them all.
    const bool changes = !all_packets_ && section.records_length.has_value();
    current_ = section.format != "pcap" ? &pcapng_ : changes ? &pcap_ : classic_;
    if (current_ != &pcap_) pcap_.skip_section();
    if (current_ != &pcapng_) pcapng_.skip_section();
    forward([&] { current_->section(section, raw); });
  }
  void interface(const Interface& interface, Bytes raw) override {
    forward([&] { current_->interface(interface, raw); });
    if (current_ != &pcap_) pcap_.skip_interface(interface);
    if (current_ != &pcapng_) pcapng_.skip_interface(interface);
  }
  bool packets(const PacketBatch& batch) override {
    forward([&] { full_ = !current_->packets(batch); });
    if (full_) error_ = current_->error();
    return !full_;
  }
  bool block(const Block& block) override {
    forward([&] { full_ = !current_->block(block); });
    return !full_;
  }
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override {
    auto patches = pcap_.finish(issues);
    pcapng_.finish(issues);
    return patches;
  }

 private:
  // What others wrote counts for the offsets that classic pcap has to write again.
  template <typename Call>
  void forward(Call call) {
    const std::size_t before = out_.size();
    call();
    if (current_ != &pcap_) pcap_.skip(out_.size() - before);
  }

  std::vector<std::uint8_t>& out_;
  PcapExport pcap_;
  PcapngExport pcapng_;
  VerbatimWriter verbatim_;
  CaptureFileWriter* classic_ = &pcap_;
  CaptureFileWriter* current_ = nullptr;
  bool all_packets_ = true;
  bool full_ = false;
};

}  // namespace packetglass
