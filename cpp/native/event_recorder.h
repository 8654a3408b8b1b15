// Turns events back into a classic capture.
#pragma once

#include <optional>

#include "native/event.h"
#include "native/existing_capture.h"
#include "native/output_file.h"

namespace packetglass::native {

// Each file header begins a section. Packets before the first one get a header in nanoseconds of
// version 2.4, with a snaplen of 262144 and the link type of the first packet.
class EventRecorder {
 public:
  // `output` outlives the recorder.
  explicit EventRecorder(OutputFile& output) : output_(output) {}

  // The output stands behind this section of it, and packets go on in it. A file header that
  // comes before any packet must then be like its own; it is not written.
  void go_on(const LastSection& section);

  // Throw BadEvent when it cannot be written, and then write nothing.
  void record(const pcap::WriterOptions& header);
  void record(const PacketEvent& packet);

  // Writes all, with what is known of a section only when it ends.
  FileFailure finish();

  // Whether there is any section.
  bool begun() const { return writer_.has_value(); }
  // Whether a header does not say how long its records are, as IXIA's has to: the output cannot
  // be gone back in, or they are too long.
  bool lengths_missing() const { return lengths_missing_; }

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
