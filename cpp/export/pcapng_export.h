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

  // A section that is not written here, and its interfaces: they are numbered through.
  void skip_section() {
    link_types_.begin_section();
    reorder_.skip_section();
  }
  void skip_interface(const Interface& interface) {
    link_types_.add(interface.link_type);
    reorder_.skip_interface(interface);
  }

 private:
  bool write(const PacketBatch& batch, std::size_t i);

  CaptureTarget target_;
  std::vector<std::uint8_t>& out_;
  Section section_;
  const pcap::Variant* source_variant_ = nullptr;
  std::optional<pcapng::PcapngWriter> writer_;
  ReorderExport reorder_;  // of sections that are pcapng already
  SectionInterfaces<LinkType> link_types_;
  Losses losses_;
};

}  // namespace packetglass
