// Turns events back into a capture.
#include "event/event_recorder.h"

namespace packetglass {

void EventRecorder::go_on(const LastSection& section) {
  if (const auto* const classic = std::get_if<LastPcapSection>(&section)) {
    auto recorder = std::make_unique<PcapRecorder>(out_, start_);
    recorder->go_on(*classic);
    recorder_ = std::move(recorder);
  } else {
    auto recorder = std::make_unique<PcapngRecorder>(out_);
    recorder->go_on(std::get<LastPcapngSection>(section));
    recorder_ = std::move(recorder);
  }
}

Result<bool> EventRecorder::record(const pcap::WriterOptions& header) {
  return recorder(CaptureFormat::kPcap).record(header);
}

std::optional<Error> EventRecorder::record(const PacketEvent& packet) {
  const bool placed = packet.section && packet.interface;
  return recorder(placed ? CaptureFormat::kPcapng : CaptureFormat::kPcap).record(packet);
}

std::vector<Patch> EventRecorder::finish() {
  return recorder_ == nullptr ? std::vector<Patch>{} : recorder_->finish();
}

SectionRecorder& EventRecorder::recorder(CaptureFormat suitable) {
  if (recorder_ != nullptr) return *recorder_;
  const CaptureFormat format = format_ == CaptureFormat::kAuto ? suitable : format_;
  if (format == CaptureFormat::kPcapng)
    recorder_ = std::make_unique<PcapngRecorder>(out_);
  else
    recorder_ = std::make_unique<PcapRecorder>(out_, start_);
  return *recorder_;
}

}  // namespace packetglass
