// Writes any capture as pcapng.
#include "export/pcapng_export.h"

#include "export/host_order.h"
#include "export/packet_type.h"
#include "format/pcapng/enhanced_packet.h"

namespace packetglass {
namespace {

// Whether anything but the packet type would be lost.
bool says_more(pcap::RecordExtra extra, bool type_is_kept) {
  if (type_is_kept) extra.packet_type.reset();
  return !holds(pcap::Extra::kNone, extra);
}

}  // namespace

void PcapngExport::section(const Section& section, Bytes raw) {
  section_ = section;
  source_variant_ = pcap::find_variant(section.variant);
  link_types_.begin_section();
  if (source_variant_ == nullptr) {
    reorder_.section(section, raw);
    return;
  }
  reorder_.skip_section();
  writer_.emplace(target_.order.value_or(section.order), out_);
  writer_->write_section();
  if (pcap::has_stray_fcs_length(section)) {
    losses_.add(IssueKind::kFcsLengthLost, section.offset);
  }
  if (section.thiszone != 0 && !target_.reading.apply_time_zone) {
    losses_.add(IssueKind::kTimeZoneLost, section.offset);
  }
}

void PcapngExport::interface(const Interface& interface, Bytes raw) {
  link_types_.add(interface.link_type);
  reorder_.interface(interface, raw);  // which has none of its own in classic pcap
  if (source_variant_ != nullptr) writer_->write_interface(interface);
}

bool PcapngExport::packets(const PacketBatch& batch) {
  if (source_variant_ == nullptr) return reorder_.packets(batch);
  for (std::size_t i = 0; !error_ && i < batch.count; ++i) {
    if (!write(batch, i)) error_->offset = batch.offset[i];
  }
  return !error_;
}

bool PcapngExport::write(const PacketBatch& batch, std::size_t i) {
  const Bytes header = batch.record(i).first(batch.record_header_size);
  const auto extra = pcap::read_extra(header, source_variant_->extra, section_.order);
  pcapng::PacketOptions options;
  options.captured_above_original = true;  // only where the source has it so
  // Type 0 is for a packet to this host, but a record that is all zero says nothing.
  const bool typed = extra.packet_type && !holds(pcap::Extra::kNone, extra);
  if (typed) options.flags = flags_of(*extra.packet_type);
  if (says_more(extra, options.flags.has_value())) {
    losses_.add(IssueKind::kRecordFieldsLost, batch.offset[i]);
  }
  const std::size_t begin = out_.size();
  error_ = writer_->write_packet(0, batch.packet(i).timestamp, batch.bytes(i),
                                 batch.original_length[i], options);
  if (error_ || target_.order.value_or(section_.order) == section_.order) return !error_;
  const std::size_t at = begin + pcapng::kEnhancedDataOffset;
  reorder_header(link_types_[batch.interface[i]],
                 std::span(out_).subspan(at, batch.captured_length[i]), section_.order,
                 batch.offset[i], losses_);
  return true;
}

// Only pcapng has blocks.
bool PcapngExport::block(const Block& block) {
  return reorder_.block(block);
}

std::vector<CaptureFileWriter::Patch> PcapngExport::finish(RecordSink& issues) {
  losses_.report(issues);
  reorder_.finish(issues);
  return {};
}

}  // namespace packetglass
