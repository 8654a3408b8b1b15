// Turns events back into a classic capture.
#pragma once

#include "event/section_recorder.h"

namespace packetglass {

// What a section says whose header no event has said. The link type is that of its first packet
// unless it is set.
struct PcapDefaults {
  pcap::WriterOptions options;  // in nanoseconds, of version 2.4, with a snaplen of 262144
  bool has_link_type = false;
};

// Each file header begins a section. Packets before the first one get the default header.
class PcapRecorder final : public SectionRecorder {
 public:
  // Appends to `out`, which outlives the recorder and whose first byte will stand at `start` of
  // the output; the caller empties it as it likes.
  PcapRecorder(std::vector<std::uint8_t>& out, std::uint64_t start, PcapDefaults defaults = {})
      : out_(out), position_(start), defaults_(defaults) {}

  // The output has this section already, and packets go on in it. A file header that comes before
  // any packet must then be like its own; it is not written.
  void go_on(const LastPcapSection& section);
  // Begins the section of the default header, if it has a link type: a capture may have no packet.
  [[nodiscard]] std::optional<Error> begin();

  Result<bool> record(const pcap::WriterOptions& header) override;
  std::optional<Error> record(const PacketEvent& packet) override;
  std::vector<Patch> finish() override;
  bool begun() const override { return writer_.has_value(); }
  bool lengths_missing() const override { return lengths_missing_; }

 private:
  std::optional<Error> begin_default(std::uint32_t link_type_word);
  void begin_section(const pcap::WriterOptions& options);
  void end_section();
  std::optional<Error> check_link_type(const PacketEvent& packet) const;

  std::vector<std::uint8_t>& out_;
  std::uint64_t position_;  // of the next byte in the output
  PcapDefaults defaults_;
  pcap::WriterOptions options_;
  std::optional<pcap::PcapWriter> writer_;
  std::uint64_t begin_ = 0;     // where the section stands in the output
  bool header_stands_ = false;  // a header that comes now was written before
  bool lengths_missing_ = false;
  std::vector<Patch> patches_;
};

}  // namespace packetglass
