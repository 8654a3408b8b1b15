// Turns events back into a capture.
#include "native/event_recorder.h"

#include "native/pcap_recorder.h"
#include "native/pcapng_recorder.h"

namespace packetglass::native {

void EventRecorder::go_on(const LastSection& section) {
  if (const auto* const classic = std::get_if<LastPcapSection>(&section)) {
    auto recorder = std::make_unique<PcapRecorder>(output_);
    recorder->go_on(*classic);
    recorder_ = std::move(recorder);
  } else {
    auto recorder = std::make_unique<PcapngRecorder>(output_);
    recorder->go_on(std::get<LastPcapngSection>(section));
    recorder_ = std::move(recorder);
  }
}

bool EventRecorder::record(const pcap::WriterOptions& header) {
  return recorder(CaptureFormat::kPcap).record(header);
}

void EventRecorder::record(const PacketEvent& packet) {
  const bool placed = packet.section && packet.interface;
  recorder(placed ? CaptureFormat::kPcapng : CaptureFormat::kPcap).record(packet);
}

FileFailure EventRecorder::finish() {
  if (recorder_ != nullptr) recorder_->finish();
  return output_.flush();
}

SectionRecorder& EventRecorder::recorder(CaptureFormat suitable) {
  if (recorder_ != nullptr) return *recorder_;
  const CaptureFormat format = format_ == CaptureFormat::kAuto ? suitable : format_;
  if (format == CaptureFormat::kPcapng)
    recorder_ = std::make_unique<PcapngRecorder>(output_);
  else
    recorder_ = std::make_unique<PcapRecorder>(output_);
  return *recorder_;
}

}  // namespace packetglass::native
