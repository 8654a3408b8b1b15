// Writes any capture as pcapng.
#pragma once

#include "export/capture_file.h"
#include "export/losses.h"
#include "export/reorder_export.h"
#include "format/pcap/record.h"
#include "format/pcapng/writer.h"

namespace packetglass {

// Of classic pcap: one section for each section of the source, with its one interface. What is
// pcapng already stays as it is, or is put into the byte order that is asked for.
class PcapngExport final : public CaptureFileWriter {
 public:
  PcapngExport(const CaptureTarget& target, std::vector<std::uint8_t>& out)
      : target_(target), out_(out), reorder_(target, out) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override;

  // An interface of a section that is not written here: interfaces are numbered through.
  void skip_interface(const Interface& interface) {
    link_types_.push_back(interface.link_type);
    reorder_.skip_interface(interface);
  }

 private:
  bool write(const PacketBatch& batch, std::size_t i);

  CaptureTarget target_;
  std::vector<std::uint8_t>& out_;
  Section section_;
  const pcap::Variant* source_variant_ = nullptr;
  std::optional<pcapng::PcapngWriter> writer_;
  ReorderExport reorder_;             // of sections that are pcapng already
  std::vector<LinkType> link_types_;  // of all interfaces
  Losses losses_;
};

}  // namespace packetglass
