// Writes any capture as classic pcap.
#include "export/pcap_export.h"

#include "export/host_order.h"

namespace packetglass {
namespace {

constexpr std::uint8_t kMaxFcsUnits = 15;

// The header counts a frame check sequence in units of two bytes, up to 15.
bool can_say_fcs_length(const Interface& interface) {
  return !interface.fcs_length ||
         (*interface.fcs_length % 2 == 0 && *interface.fcs_length / 2 <= kMaxFcsUnits);
}

std::uint32_t link_type_word(const Interface& interface) {
  if (!interface.fcs_length || !can_say_fcs_length(interface)) return interface.link_type;
  const std::uint32_t units = *interface.fcs_length / 2u;
  return interface.link_type | pcap::kFcsPresent | units << pcap::kFcsShift;
}

bool holds(pcap::Extra target, pcap::Extra source) {
  return source == pcap::Extra::kNone || source == target;
}

}  // namespace

void PcapExport::section(const Section& section, Bytes) {
  section_ = section;
  source_variant_ = section.format == "pcap" ? pcap::find_variant(section.variant) : nullptr;
  if (source_variant_ != nullptr) end();
}

void PcapExport::interface(const Interface& interface, Bytes) {
  interfaces_.push_back(interface);
  if (!interface.options.empty()) losses_.add(IssueKind::kInterfaceOptionsLost, section_.offset);
  if (!writer_ && !error_) begin(interface);
}

const pcap::Variant& PcapExport::variant() const {
  if (target_.variant != nullptr) return *target_.variant;
  return source_variant_ != nullptr ? *source_variant_ : pcap::kNanosecondVariant;
}

void PcapExport::begin(const Interface& interface) {
  options_ = {};
  options_.variant = &variant();
  options_.order = target_.order.value_or(section_.order);
  options_.thiszone = section_.thiszone;
  options_.sigfigs = section_.sigfigs;
  options_.snaplen = interface.snaplen;
  options_.captured_above_original = true;  // only where the source has it so
  options_.link_type_word = link_type_word(interface);
  if (!can_say_fcs_length(interface)) losses_.add(IssueKind::kFcsLengthLost, section_.offset);
  if (options_.order != section_.order && has_host_order_header(interface.link_type)) {
    losses_.add(IssueKind::kHostOrderHeaderKept, section_.offset);
  }
  error_ = pcap::PcapWriter::refuse(options_);
  if (!error_) writer_.emplace(options_, out_);
}

void PcapExport::end() {
  if (!writer_) return;
  if (auto length = writer_->records_length()) {
    patches_.push_back({written_ + pcap::kFileHeaderSize, std::move(*length)});
  }
  written_ += writer_->size();
  writer_.reset();
}

bool PcapExport::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; !error_ && i < batch.count; ++i) {
    const Interface& interface = interfaces_[batch.interface[i]];
    const auto written = static_cast<LinkType>(options_.link_type_word & pcap::kLinkTypeMask);
    if (source_variant_ == nullptr && interface.link_type != written) {
      error_ = Error{ErrorCode::kLinkTypeMismatch, batch.offset[i],
                     "The packet is of the link type " + link_type_name(interface.link_type) +
                         ", but a pcap file holds one, here " + link_type_name(written) + "."};
    } else if (!write(batch, i)) {
      error_->offset = batch.offset[i];
    }
  }
  return !error_;
}

bool PcapExport::write(const PacketBatch& batch, std::size_t i) {
  if (source_variant_ != nullptr) return write_record(batch, i);
  const Packet packet = batch.packet(i);
  note_losses(packet, batch.record(i), {});
  error_ = writer_->write(packet.timestamp, batch.bytes(i), packet.original_length);
  return !error_;
}

// From classic to classic a fraction of a second or more stays as it stands in the source, when
// the resolution does.
bool PcapExport::write_record(const PacketBatch& batch, std::size_t i) {
  const Bytes record = batch.record(i);
  const Bytes header = record.first(batch.record_header_size);
  const auto extra = pcap::read_extra(header, source_variant_->extra, section_.order);
  const Packet packet = batch.packet(i);
  note_losses(packet, record, extra);
  if (source_variant_->ticks_per_second != options_.variant->ticks_per_second) {
    error_ = writer_->write(packet.timestamp, batch.bytes(i), packet.original_length, extra);
    return !error_;
  }
  const auto seconds = load<std::uint32_t>(header.data(), section_.order);
  const auto fraction = load<std::uint32_t>(header.data() + 4, section_.order);
  error_ = writer_->write(seconds, fraction, true, batch.bytes(i), packet.original_length, extra);
  return !error_;
}

void PcapExport::note_losses(const Packet& packet, Bytes record, const pcap::RecordExtra& extra) {
  const auto tick =
      kNanosecondsPerSecond / static_cast<Nanoseconds>(options_.variant->ticks_per_second);
  const auto lost = [&](IssueKind kind) { losses_.add(kind, packet.offset); };
  if (packet.timestamp % tick != 0) lost(IssueKind::kTimestampsRounded);
  if (!packet.has_timestamp()) lost(IssueKind::kTimestampsMissing);
  if (source_variant_ != nullptr) {
    const bool kept = holds(options_.variant->extra, source_variant_->extra) &&
                      (source_variant_->extra != pcap::Extra::kNone || extra.padding.empty() ||
                       options_.variant == source_variant_);
    if (!kept) lost(IssueKind::kRecordFieldsLost);
    return;
  }
  constexpr std::size_t kEnhancedWithoutOptions = 32;
  const std::size_t padded = (packet.captured_length + std::size_t{3}) / 4 * 4;
  if (packet.kind != RecordKind::kSimple && record.size() > kEnhancedWithoutOptions + padded) {
    lost(IssueKind::kPacketOptionsLost);
  }
}

bool PcapExport::block(const Block& block) {
  losses_.add(IssueKind::kBlocksLost, block.offset);
  return true;
}

std::vector<CaptureFileWriter::Patch> PcapExport::finish(RecordSink& issues) {
  end();
  losses_.tell(issues);
  return std::move(patches_);
}

}  // namespace packetglass
