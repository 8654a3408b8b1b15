// Turns events back into a capture.
#include "event/event_recorder.h"

#include "event/header_refusal.h"

namespace packetglass {

void EventRecorder::go_on(const LastSection& section) {
  if (const auto* const classic = std::get_if<LastPcapSection>(&section)) {
    choose(CaptureFormat::kPcap);
    pcap_->go_on(*classic);
    header_ = classic->options;
    header_stands_ = true;
  } else {
    choose(CaptureFormat::kPcapng);
    pcapng_->go_on(std::get<LastPcapngSection>(section));
  }
}

Result<bool> EventRecorder::record(const pcap::WriterOptions& header) {
  SectionRecorder& recorder = this->recorder(CaptureFormat::kPcap);
  if (!pcap_) return recorder.record(header);
  // One that the output has already is not written.
  if (!header_stands_) {
    if (auto error = refuse_header(header, pcap_->begun() ? &header_ : nullptr)) {
      return *std::move(error);
    }
    before_ = pcap_->begun() ? std::optional(header_) : std::nullopt;
    header_ = header;
  }
  header_stands_ = false;
  return recorder.record(header);
}

std::optional<Error> EventRecorder::record(const PacketEvent& packet) {
  const bool placed = packet.section && packet.interface;
  SectionRecorder& recorder =
      this->recorder(placed ? CaptureFormat::kPcapng : CaptureFormat::kPcap);
  if (before_) {
    if (auto error = refuse_packet_behind(header_, *before_, packet)) return error;
  }
  const bool begins = pcap_ && !pcap_->begun() && !defaults_.pcap.has_link_type;
  auto error = recorder.record(packet);
  if (!error) {
    if (begins) header_.link_type_word = packet.link_type;
    header_stands_ = false;
    before_.reset();
  }
  return error;
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
  header_ = defaults_.pcap.options;
}

}  // namespace packetglass
