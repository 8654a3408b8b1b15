// Writes any capture as classic pcap.
#pragma once

#include "export/capture_file.h"
#include "export/losses.h"
#include "export/section_interfaces.h"
#include "format/pcap/writer.h"

namespace packetglass {

// Each section of classic pcap gets a header of its own again; all of pcapng goes under one, so
// that its packets must be of one link type. A source without any interface has no packets either:
// it becomes a capture of Ethernet without any.
class PcapExport final : public CaptureFileWriter {
 public:
  PcapExport(const CaptureTarget& target, std::vector<std::uint8_t>& out)
      : target_(target), out_(out) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override;

  // The section has ended, and so many bytes were written to `out` by others behind it.
  void skip(std::uint64_t bytes);
  // A section that is not written here, and its interfaces: they are numbered through.
  void skip_section() { interfaces_.begin_section(); }
  void skip_interface(const Interface& interface) { note(interface); }

 private:
  void note(const Interface& interface);
  void begin(const Interface& interface);
  void begin_without_interface();
  void set_link_type(const Interface& interface);
  void end();
  bool write(const PacketBatch& batch, std::size_t i);
  std::optional<Error> write_record(const PacketBatch& batch, std::size_t i);
  std::optional<Error> write_block(const PacketBatch& batch, std::size_t i);
  void note_time(const Packet& packet, bool finer);
  void note_fields(const Packet& packet, const pcap::RecordExtra& extra);
  const pcap::Variant& variant() const;

  CaptureTarget target_;
  std::vector<std::uint8_t>& out_;
  Section section_;
  const pcap::Variant* source_variant_ = nullptr;  // nothing when the source is pcapng
  SectionInterfaces<Interface> interfaces_;        // without their options
  std::uint32_t first_interface_ = 0;              // of what the writer writes
  std::optional<pcap::PcapWriter> writer_;
  bool seen_ = false;   // there is a section
  bool begun_ = false;  // a header was written
  pcap::WriterOptions options_;
  Nanoseconds tick_ = 1;       // of the target
  std::uint64_t written_ = 0;  // bytes of the captures before the one being written
  std::vector<Patch> patches_;
  Losses losses_;
};

}  // namespace packetglass
