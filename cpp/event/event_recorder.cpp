// Turns events back into a capture.
#include "event/event_recorder.h"

namespace packetglass {

void EventRecorder::go_on(const LastSection& section) {
  if (const auto* const classic = std::get_if<LastPcapSection>(&section)) {
    choose(CaptureFormat::kPcap);
    pcap_->go_on(*classic);
  } else {
    choose(CaptureFormat::kPcapng);
    pcapng_->go_on(std::get<LastPcapngSection>(section));
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

PcapngRecorder* EventRecorder::pcapng() {
  recorder(CaptureFormat::kPcapng);
  return pcapng_ ? &*pcapng_ : nullptr;
}

std::optional<Error> EventRecorder::begin() {
  if (recorder_ == nullptr && format_ == CaptureFormat::kAuto) return std::nullopt;
  recorder(format_);
  if (pcap_) return pcap_->begin();
  if (!begun()) pcapng_->begin_section();
  return std::nullopt;
}

SectionRecorder& EventRecorder::recorder(CaptureFormat suitable) {
  if (recorder_ == nullptr) choose(format_ == CaptureFormat::kAuto ? suitable : format_);
  return *recorder_;
}

void EventRecorder::choose(CaptureFormat format) {
  if (format == CaptureFormat::kPcapng)
    recorder_ = &pcapng_.emplace(out_, defaults_.pcapng_order);
  else
    recorder_ = &pcap_.emplace(out_, start_, defaults_.pcap);
}

}  // namespace packetglass
