// Turns events back into a capture.
#pragma once

#include <memory>

#include "event/pcap_recorder.h"
#include "event/pcapng_recorder.h"

namespace packetglass {

enum class CaptureFormat : std::uint8_t {
  kAuto,  // that of the output, else pcapng when the first event is a packet that says its section
          // and its interface, else pcap
  kPcap,
  kPcapng,
};

class EventRecorder {
 public:
  // Appends to `out`, which outlives the recorder and whose first byte will stand at `start` of
  // the output; the caller empties it as it likes.
  EventRecorder(std::vector<std::uint8_t>& out, std::uint64_t start, CaptureFormat format)
      : out_(out), start_(start), format_(format) {}

  // The output ends with this section, and packets go on in it.
  void go_on(const LastSection& section);

  // False: what is written has no such header, and it was ignored.
  Result<bool> record(const pcap::WriterOptions& header);
  // Appends the packet, or nothing of it and says why.
  [[nodiscard]] std::optional<Error> record(const PacketEvent& packet);

  // No more events come: what has to be written over these places of the output.
  std::vector<Patch> finish();

  // Whether there is any section.
  bool begun() const { return recorder_ != nullptr && recorder_->begun(); }
  bool lengths_missing() const { return recorder_ != nullptr && recorder_->lengths_missing(); }

 private:
  SectionRecorder& recorder(CaptureFormat suitable);

  std::vector<std::uint8_t>& out_;
  std::uint64_t start_;
  CaptureFormat format_;
  std::unique_ptr<SectionRecorder> recorder_;  // from the first event on
};

}  // namespace packetglass
