// Turns events back into pcapng.
#pragma once

#include "format/pcapng/writer.h"
#include "native/existing_capture.h"
#include "native/section_recorder.h"

namespace packetglass::native {

// Each section_id that is not that of the packet before begins a section. In it an interface is
// declared for each interface_id and link type that comes, in nanoseconds, without a snaplen;
// interfaces below it that no packet came of are declared like it, so that interface_id keeps its
// meaning. Without interface_id there is one interface for each link type.
class PcapngRecorder final : public SectionRecorder {
 public:
  // `output` outlives the recorder. Begins in little endian.
  explicit PcapngRecorder(OutputFile& output) : output_(output) {}

  // The output stands behind this section of it. Packets of the first section_id that comes go on
  // in it, on its interfaces where these can hold them; unless it says its length.
  void go_on(const LastPcapngSection& section);

  bool record(const pcap::WriterOptions&) override { return false; }
  void record(const PacketEvent& packet) override;
  void finish() override {}
  bool begun() const override { return begun_; }

 private:
  struct Known {
    std::optional<std::uint64_t> id;  // interface_id; nothing: of packets without one
    Interface interface;
  };

  void begin_section(const PacketEvent& packet);
  std::uint32_t interface_of(const PacketEvent& packet);
  void declare(std::optional<std::uint64_t> id, LinkType link_type);
  void write(std::uint32_t interface, const PacketEvent& packet);

  OutputFile& output_;
  ByteOrder order_ = ByteOrder::kLittle;
  std::optional<pcapng::PcapngWriter> writer_;
  bool begun_ = false;
  std::optional<std::uint64_t> section_;  // section_id of the section, once a packet said it
  std::vector<Known> interfaces_;         // of the section
};

}  // namespace packetglass::native
