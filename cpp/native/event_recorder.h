// Turns events back into a capture.
#pragma once

#include <memory>

#include "native/existing_capture.h"
#include "native/section_recorder.h"

namespace packetglass::native {

enum class CaptureFormat : std::uint8_t {
  kAuto,  // that of the output, else pcapng when the first event is a packet that says its section
          // and its interface, else pcap
  kPcap,
  kPcapng,
};

class EventRecorder {
 public:
  // `output` outlives the recorder.
  EventRecorder(OutputFile& output, CaptureFormat format) : output_(output), format_(format) {}

  // The output stands behind this section of it, and packets go on in it.
  void go_on(const LastSection& section);

  // Throw BadEvent when it cannot be written, and then write no packet.
  // False: what is written has no such header, and it was ignored.
  bool record(const pcap::WriterOptions& header);
  void record(const PacketEvent& packet);

  // Writes all, with what is known of a section only when it ends.
  FileFailure finish();

  // Whether there is any section.
  bool begun() const { return recorder_ != nullptr && recorder_->begun(); }
  bool lengths_missing() const { return recorder_ != nullptr && recorder_->lengths_missing(); }

 private:
  SectionRecorder& recorder(CaptureFormat suitable);

  OutputFile& output_;
  CaptureFormat format_;
  std::unique_ptr<SectionRecorder> recorder_;  // from the first event on
};

}  // namespace packetglass::native
