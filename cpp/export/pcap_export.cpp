// Writes any capture as classic pcap.
#include "export/pcap_export.h"

#include "export/host_order.h"
#include "export/pcapng_losses.h"
#include "format/pcapng/block_types.h"

namespace packetglass {
namespace {

// The header counts a frame check sequence in units of two bytes, up to 15.
constexpr unsigned kFcsUnitBits = 16;
constexpr unsigned kMaxFcsUnits = 15;

bool can_say_fcs_length(std::optional<unsigned> bits) {
  return !bits || (*bits % kFcsUnitBits == 0 && *bits / kFcsUnitBits <= kMaxFcsUnits);
}

std::uint32_t link_type_word(const Interface& interface, std::optional<unsigned> bits) {
  if (!bits || !can_say_fcs_length(bits)) return interface.link_type;
  return interface.link_type | pcap::kFcsPresent | *bits / kFcsUnitBits << pcap::kFcsShift;
}

bool has_packet_type(pcap::Extra kind) {
  return kind != pcap::Extra::kNone && kind != pcap::Extra::kNokia;
}

}  // namespace

void PcapExport::section(const Section& section, Bytes) {
  const bool classic = section.format == "pcap";
  if (classic) end();
  interfaces_.begin_section();
  section_ = section;
  section_.options = {};  // they are not kept alive
  seen_ = true;
  if (writer_) losses_.add(IssueKind::kSectionsJoined, section.offset);
  source_variant_ = classic ? pcap::find_variant(section.variant) : nullptr;
  if (has_more_options(pcapng::kSectionHeader, section.options, section.order)) {
    losses_.add(IssueKind::kSectionOptionsLost, section.offset);
  }
}

void PcapExport::interface(const Interface& interface, Bytes) {
  note(interface);
  if (has_more_options(pcapng::kInterfaceDescription, interface.options, section_.order)) {
    losses_.add(IssueKind::kInterfaceOptionsLost, section_.offset);
  }
  if (!writer_ && !error_) begin(interface);
}

void PcapExport::note(const Interface& interface) {
  Interface noted = interface;
  noted.options = {};
  interfaces_.add(std::move(noted));
}

const pcap::Variant& PcapExport::variant() const {
  if (target_.variant != nullptr) return *target_.variant;
  return source_variant_ != nullptr ? *source_variant_ : pcap::kNanosecondVariant;
}

void PcapExport::begin(const Interface& interface) {
  const pcap::Variant& to = variant();
  options_ = source_variant_ == nullptr ? pcap::WriterOptions{}
                                        : pcap::options_like(section_, *source_variant_);
  if (&to != source_variant_) {  // what a version means is a matter of the variant
    options_.version_major = pcap::WriterOptions{}.version_major;
    options_.version_minor = pcap::WriterOptions{}.version_minor;
  }
  options_.variant = &to;
  options_.order = target_.order.value_or(section_.order);
  if (target_.reading.apply_time_zone) options_.thiszone = 0;
  options_.snaplen = interface.snaplen;
  first_interface_ = static_cast<std::uint32_t>(interfaces_.count() - 1);
  options_.captured_above_original = true;  // only where the source has it so
  set_link_type(interface);
  tick_ = kNanosecondsPerSecond / static_cast<Nanoseconds>(to.ticks_per_second);
  error_ = pcap::PcapWriter::refuse(options_);
  if (error_) return;
  writer_.emplace(options_, out_);
  begun_ = true;
}

// A section without interfaces: what is written of it is read as the same, nothing.
void PcapExport::begin_without_interface() {
  Interface any;
  any.link_type = kLinkTypeEthernet;
  any.snaplen = pcap::WriterOptions{}.snaplen;
  note(any);
  begin(any);
}

void PcapExport::set_link_type(const Interface& interface) {
  const auto bits = fcs_bits(interface, section_.order);
  if (source_variant_ == nullptr) options_.link_type_word = link_type_word(interface, bits);
  const bool aix = options_.variant == &pcap::kAix;
  if (aix ? bits || pcap::has_stray_fcs_length(section_) : !can_say_fcs_length(bits)) {
    losses_.add(IssueKind::kFcsLengthLost, section_.offset);
  }
}

void PcapExport::skip(std::uint64_t bytes) {
  end();
  written_ += bytes;
}

void PcapExport::end() {
  if (!writer_) return;
  if (auto length = writer_->records_length()) {
    patches_.push_back({written_ + pcap::kFileHeaderSize, std::move(*length)});
  } else if (const auto found = writer_->records_length_beyond()) {
    losses_.add(IssueKind::kRecordsLengthLost, section_.offset, *found);
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
  error_ = source_variant_ != nullptr ? write_record(batch, i) : write_block(batch, i);
  if (error_ || options_.order == section_.order) return !error_;
  const std::size_t size = batch.captured_length[i];
  reorder_header(interfaces_[batch.interface[i]].link_type, std::span(out_).last(size),
                 section_.order, batch.offset[i], losses_);
  return true;
}

std::optional<Error> PcapExport::write_block(const PacketBatch& batch, std::size_t i) {
  const Packet packet = batch.packet(i);
  const Interface& interface = interfaces_[packet.interface];
  const Bytes record = batch.record(i);
  const bool fits = options_.snaplen == 0 || packet.captured_length <= options_.snaplen;
  // What is above the snaplen of its own interface is reported when it is read.
  if (!fits && packet.interface != first_interface_) {
    losses_.add(IssueKind::kSnaplenExceeded, packet.offset);
  }
  note_time(packet, finer_than_nanoseconds(packet, record, interface, section_.order));
  const PacketLeft left = left_of(packet, record, section_.order);
  pcap::RecordExtra extra;
  extra.packet_type = left.packet_type;
  // Type 0 alone makes a record that is all zero, which says nothing.
  const bool kept =
      !left.packet_type || (*left.packet_type != 0 && has_packet_type(options_.variant->extra));
  if (left.more || !kept) {
    losses_.add(IssueKind::kPacketOptionsLost, packet.offset);
  }
  auto error = writer_->write(packet.timestamp, batch.bytes(i), packet.original_length, extra);
  // Nanoseconds may be the nearest to it only.
  if (error && error->code == ErrorCode::kTimeOutOfRange && packet.has_timestamp()) {
    error->message = "A pcap file cannot hold the time " +
                     time_text(packet, record, interface, section_.order) + ".";
  }
  return error;
}

// From classic to classic a fraction of a second or more stays as it stands in the source, when
// the resolution does and times are not changed.
std::optional<Error> PcapExport::write_record(const PacketBatch& batch, std::size_t i) {
  const Bytes header = batch.record(i).first(batch.record_header_size);
  const auto extra = pcap::read_extra(header, source_variant_->extra, section_.order);
  const Packet packet = batch.packet(i);
  note_time(packet, false);
  note_fields(packet, extra);
  const bool other_unit = source_variant_->ticks_per_second != options_.variant->ticks_per_second;
  if (other_unit || target_.reading.apply_time_zone) {
    return writer_->write(packet.timestamp, batch.bytes(i), packet.original_length, extra);
  }
  const auto seconds = load<std::uint32_t>(header.data(), section_.order);
  const auto fraction = load<std::uint32_t>(header.data() + 4, section_.order);
  return writer_->write(seconds, fraction, true, batch.bytes(i), packet.original_length, extra);
}

void PcapExport::note_time(const Packet& packet, bool finer) {
  if (finer || (tick_ != 1 && packet.timestamp % tick_ != 0)) {
    losses_.add(IssueKind::kTimestampsRounded, packet.offset);
  }
  if (!packet.has_timestamp()) losses_.add(IssueKind::kTimestampsMissing, packet.offset);
}

// What stands in front of packets of AIX only AIX has.
void PcapExport::note_fields(const Packet& packet, const pcap::RecordExtra& extra) {
  const auto kind = source_variant_->extra;
  const bool same = kind == pcap::Extra::kNone ? options_.variant == source_variant_
                                               : options_.variant->extra == kind;
  if (!same && !holds(options_.variant->extra, extra)) {
    losses_.add(IssueKind::kRecordFieldsLost, packet.offset);
  }
}

bool PcapExport::block(const Block& block) {
  losses_.add(IssueKind::kBlocksLost, block.offset);
  return true;
}

std::vector<CaptureFileWriter::Patch> PcapExport::finish(RecordSink& issues) {
  if (seen_ && !begun_ && !error_) begin_without_interface();
  end();
  losses_.report(issues);
  return std::move(patches_);
}

}  // namespace packetglass
