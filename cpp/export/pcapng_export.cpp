// Writes any capture as pcapng.
#include "export/pcapng_export.h"

#include "export/host_order.h"
#include "format/pcapng/enhanced_packet.h"

namespace packetglass {
namespace {

// epb_flags, draft-ietf-opsawg-pcapng section 4.3.1, from Linux's packet types.
std::optional<std::uint32_t> flags_of(const pcap::RecordExtra& extra) {
  constexpr std::uint32_t kInbound = 1;
  constexpr std::uint32_t kOutbound = 2;
  constexpr unsigned kReception = 2;
  if (!extra.packet_type) return std::nullopt;
  switch (*extra.packet_type) {
    case 0:
      return kInbound | 1u << kReception;  // unicast
    case 1:
      return kInbound | 3u << kReception;  // broadcast
    case 2:
      return kInbound | 2u << kReception;  // multicast
    case 3:
      return kInbound | 4u << kReception;  // promiscuous: for another host
    case 4:
      return kOutbound;
    default:
      return std::nullopt;
  }
}

// Whether the record has something that epb_flags do not say.
bool has_more(const pcap::RecordExtra& extra) {
  return extra.interface_index || extra.protocol || extra.nokia || extra.timestamp_source;
}

}  // namespace

void PcapngExport::section(const Section& section, Bytes raw) {
  section_ = section;
  source_variant_ = pcap::find_variant(section.variant);
  if (source_variant_ == nullptr) {
    reorder_.section(section, raw);
    return;
  }
  writer_.emplace(target_.order.value_or(section.order), out_);
  writer_->write_section();
  if (section.thiszone != 0 && !target_.reading.apply_time_zone) {
    losses_.add(IssueKind::kTimeZoneLost, section.offset);
  }
}

void PcapngExport::interface(const Interface& interface, Bytes raw) {
  link_types_.push_back(interface.link_type);
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
  if (has_more(extra)) losses_.add(IssueKind::kRecordFieldsLost, batch.offset[i]);
  pcapng::PacketOptions options;
  options.flags = flags_of(extra);
  const std::size_t begin = out_.size();
  error_ = writer_->write_packet(0, batch.packet(i).timestamp, batch.bytes(i),
                                 batch.original_length[i], options);
  if (error_ || target_.order.value_or(section_.order) == section_.order) return !error_;
  const std::size_t place = begin + pcapng::kEnhancedPlace;
  reorder_header(link_types_[batch.interface[i]],
                 std::span(out_).subspan(place, batch.captured_length[i]), section_.order,
                 batch.offset[i], losses_);
  return true;
}

// Only pcapng has blocks.
bool PcapngExport::block(const Block& block) {
  return reorder_.block(block);
}

std::vector<CaptureFileWriter::Patch> PcapngExport::finish(RecordSink& issues) {
  losses_.tell(issues);
  reorder_.finish(issues);
  return {};
}

}  // namespace packetglass
