// Turns events back into a capture.
#pragma once

#include "event/pcap_recorder.h"
#include "event/pcapng_recorder.h"

namespace packetglass {

enum class CaptureFormat : std::uint8_t {
  kAuto,  // that of the output, else pcapng when the first event is a packet that says its section
          // and its interface, else pcap
  kPcap,
  kPcapng,
};

// How sections are written whose header no event has said.
struct RecorderDefaults {
  PcapDefaults pcap{};
  ByteOrder pcapng_order = ByteOrder::kLittle;
};

class EventRecorder {
 public:
  // Appends to `out`, which outlives the recorder and whose first byte will stand at `start` of
  // the output; the caller empties it as it likes.
  EventRecorder(const EventRecorder&) = delete;  // it points into itself
  EventRecorder& operator=(const EventRecorder&) = delete;
  EventRecorder(std::vector<std::uint8_t>& out, std::uint64_t start, CaptureFormat format,
                const RecorderDefaults& defaults = {})
      : out_(out), start_(start), format_(format), defaults_(defaults) {}

  // The output ends with this section, and packets go on in it.
  void go_on(const LastSection& section);

  // False: what is written has no such header, and it was ignored. Refuses one that readers would
  // not recognise there.
  Result<bool> record(const pcap::WriterOptions& header);
  // Appends the packet, or nothing of it and says why.
  [[nodiscard]] std::optional<Error> record(const PacketEvent& packet);

  // What more than events pcapng takes; nullptr when pcap is written.
  PcapngRecorder* pcapng();

  // Begins what can begin without an event: a capture may have no packet.
  [[nodiscard]] std::optional<Error> begin();

  // No more events come: what has to be written over these bytes of the output.
  std::vector<Patch> finish();

  // Whether there is any section.
  bool begun() const { return recorder_ != nullptr && recorder_->begun(); }
  bool lengths_missing() const { return recorder_ != nullptr && recorder_->lengths_missing(); }

 private:
  SectionRecorder& recorder(CaptureFormat suitable);
  void choose(CaptureFormat format);

  std::vector<std::uint8_t>& out_;
  std::uint64_t start_;
  CaptureFormat format_;
  RecorderDefaults defaults_;
  // One of the two, from the first event on.
  std::optional<PcapRecorder> pcap_;
  std::optional<PcapngRecorder> pcapng_;
  SectionRecorder* recorder_ = nullptr;
  pcap::WriterOptions header_;                 // of the section of classic pcap
  std::optional<pcap::WriterOptions> before_;  // of the one before, until a packet comes
  bool header_stands_ = false;                 // in the output already, which nobody said yet
};

}  // namespace packetglass
