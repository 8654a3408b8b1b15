// Classic pcap as pcapng, record by record.
#include "edit/to_pcapng.h"

#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/section_header.h"

namespace packetglass {
namespace {

CaptureTarget target_for(const ReadOptions& reading) {
  CaptureTarget target;
  target.pcapng = true;
  target.reading = reading;
  return target;
}

}  // namespace

ToPcapng::ToPcapng(const ReadOptions& reading) : export_(target_for(reading), written_) {}

void ToPcapng::section(const Section& section, Bytes raw) {
  converts_ = section.format == "pcap";
  order_ = section.order;
  if (!converts_) {
    export_.skip_section();
    return Edit::section(section, raw);
  }
  written_.clear();
  export_.section(section, raw);
  const auto header = pcapng::read_section_header(written_, order_);
  Edit::section(pcapng::section_of(header, section.offset, written_.size()), written_);
}

void ToPcapng::interface(const Interface& interface, Bytes raw) {
  if (!converts_) {
    export_.skip_interface(interface);
    return Edit::interface(interface, raw);
  }
  written_.clear();
  export_.interface(interface, raw);
  const auto description = pcapng::read_interface_description(written_, order_);
  Interface made = pcapng::interface_of(description, order_);
  made.section = interface.section;
  made.number = interface.number;
  made.block_size = static_cast<std::uint32_t>(written_.size());
  Edit::interface(made, written_);
}

bool ToPcapng::packets(const PacketBatch& batch) {
  if (!converts_) return Edit::packets(batch);
  written_.clear();
  if (!export_.packets(batch)) return fail(*export_.error());
  take_blocks(batch);
  return Edit::packets(batch_);
}

// Each packet is a block of its own, one behind the other.
void ToPcapng::take_blocks(const PacketBatch& from) {
  batch_ = from;
  batch_.back_to_back = false;
  batch_.record_header_size = 0;
  batch_.window = written_;
  batch_.window_offset = 0;
  batch_.record_begin = begin_;
  batch_.record_end = end_;
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < from.count; ++i) {
    batch_.kind[i] = RecordKind::kEnhanced;
    batch_.offset[i] = at + pcapng::kEnhancedDataOffset;
    begin_[i] = at;
    at += pcapng::read_head(Bytes(written_).subspan(at), order_).length;
    end_[i] = at;
  }
}

bool ToPcapng::finish() {
  export_.finish(next());
  return true;
}

}  // namespace packetglass
