// Turns events back into a classic capture.
#pragma once

#include <optional>

#include "native/event.h"
#include "native/existing_capture.h"
#include "native/section_recorder.h"

namespace packetglass::native {

// Each file header begins a section. Packets before the first one get a header in nanoseconds of
// version 2.4, with a snaplen of 262144 and the link type of the first packet.
class PcapRecorder final : public SectionRecorder {
 public:
  // `output` outlives the recorder.
  explicit PcapRecorder(OutputFile& output) : output_(output) {}

  // The output stands behind this section of it, and packets go on in it. A file header that
  // comes before any packet must then be like its own; it is not written.
  void go_on(const LastPcapSection& section);

  bool record(const pcap::WriterOptions& header) override;
  void record(const PacketEvent& packet) override;
  void finish() override { end_section(); }
  bool begun() const override { return writer_.has_value(); }
  bool lengths_missing() const override { return lengths_missing_; }

 private:
  void begin_section(const pcap::WriterOptions& options);
  void end_section();
  void check_link_type(const PacketEvent& packet) const;

  OutputFile& output_;
  pcap::WriterOptions options_;
  std::optional<pcap::PcapWriter> writer_;
  std::optional<std::uint64_t> begin_;  // where the section stands in the output, where known
  bool header_stands_ = false;          // a header that comes now was written before
  bool lengths_missing_ = false;
};

}  // namespace packetglass::native
