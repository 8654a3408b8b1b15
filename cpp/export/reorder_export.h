// Writes pcapng as pcapng: in one byte order, and without what must not be copied.
#pragma once

#include "export/capture_file.h"
#include "export/losses.h"
#include "export/section_interfaces.h"
#include "format/pcapng/reorder.h"

namespace packetglass {

// Blocks in which nothing has to change are written byte for byte.
class ReorderExport final : public CaptureFileWriter {
 public:
  ReorderExport(const CaptureTarget& target, std::vector<std::uint8_t>& out)
      : target_(target), out_(out) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override;

  // A section that is not written here, and its interfaces: they are numbered through.
  void skip_section() { link_types_.begin_section(); }
  void skip_interface(const Interface& interface) { link_types_.add(interface.link_type); }

 private:
  void leave_length_open(std::size_t header);
  void write(Bytes block, std::uint64_t offset);
  std::size_t end_of_run(const PacketBatch& batch, std::size_t i) const;
  void write_packet(const PacketBatch& batch, std::size_t i);

  CaptureTarget target_;
  std::vector<std::uint8_t>& out_;
  pcapng::BlockCopying copying_{};
  std::uint64_t section_offset_ = 0;
  SectionInterfaces<LinkType> link_types_;
  Losses losses_;
};

}  // namespace packetglass
