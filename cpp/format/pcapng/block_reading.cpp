// Reads what is in pcapng blocks: draft-ietf-opsawg-pcapng, section 4. The other half of
// reader.cpp.
#include <algorithm>

#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"
#include "format/pcapng/reader.h"
#include "format/pcapng/simple_packet.h"

namespace packetglass::pcapng {
namespace {

PacketBlock read_packet_block(std::uint32_t type, Bytes block, ByteOrder order,
                              std::uint32_t snaplen) {
  if (type == kEnhancedPacket) return read_enhanced_packet(block, order);
  if (type == kObsoletePacket) return read_obsolete_packet(block, order);
  return read_simple_packet(block, order, snaplen);
}

}  // namespace

void PcapngReader::open_section(Bytes header, ByteOrder order, RecordSink& sink) {
  const std::uint64_t offset = reading_.offset;
  hand_on_packets(sink);
  close_section(sink);
  header_ = read_section_header(header, order);
  readable_ = header_.known_version();
  section_begin_ = offset;
  section_body_ = offset + header.size();
  clocks_.clear();
  undescribed_.reset();
  packets_.batch.tick_nanoseconds = 1000;
  too_many_interfaces_ = false;
  sink.section(section_of(header_, offset, header.size()), header);
  if (!started_ && reading_.sections != 0) sink.issue({IssueKind::kAnotherCapture, offset});
  started_ = true;
  ++reading_.sections;
  if (readable_) {
    check_kept_options(kSectionHeader, header_.options, sink);
  } else {
    const std::uint64_t version = std::uint64_t{header_.major} << 16 | header_.minor;
    refuse({IssueKind::kSectionSkipped, offset + kByteOrderEnd, 0, version}, sink);
  }
  header_.options = {};  // they are not kept alive
}

// The length of a section is for skipping it quickly. It is not believed, but should be right.
void PcapngReader::close_section(RecordSink& sink) {
  if (!started_ || header_.length == -1) return;
  const auto said = static_cast<std::uint64_t>(header_.length);
  const std::uint64_t actual = reading_.offset - section_body_;
  header_.length = -1;
  if (said == actual) return;
  sink.issue(
      {IssueKind::kSectionLengthMismatch, section_begin_ + kByteOrderEnd + 4, 0, said, actual});
}

void PcapngReader::read_block(std::uint32_t type, Bytes block, RecordSink& sink) {
  const BlockType* const known = readable_ ? find_block_type(type) : nullptr;
  if (known == nullptr) return hand_on_block(type, block, sink);
  if (block.size() < known->least_size) {
    refuse({IssueKind::kBlockTooShort, reading_.offset, 0, block.size(), known->least_size}, sink);
    return hand_on_block(type, block, sink);
  }
  switch (known->treatment) {
    case Treatment::kPacket:
      return read_packet(type, block, sink);
    case Treatment::kInterface:
      return read_interface(block, sink);
    default:
      return hand_on_block(type, block, sink);
  }
}

void PcapngReader::read_interface(Bytes block, RecordSink& sink) {
  if (clocks_.size() == kMaxInterfaces) return pass_over_interface(block, sink);
  const auto description = read_interface_description(block, header_.order);
  check_kept_options(kInterfaceDescription, description.options, sink);
  Interface interface = interface_of(description, header_.order);
  interface.section = section_index();
  interface.number = static_cast<std::uint32_t>(clocks_.size());
  interface.offset = reading_.offset;
  interface.block_size = static_cast<std::uint32_t>(block.size());
  clocks_.push_back(make_clock(interface, reading_.interfaces));
  add_interface(interface, block, sink);
}

// One that the section has too many of: said once, for the others follow.
void PcapngReader::pass_over_interface(Bytes block, RecordSink& sink) {
  if (!too_many_interfaces_) {
    refuse({IssueKind::kTooManyInterfaces, reading_.offset, 0, 0, kMaxInterfaces}, sink);
  }
  too_many_interfaces_ = true;
  hand_on_block(kInterfaceDescription, block, sink);
}

void PcapngReader::add_interface(const Interface& interface, Bytes raw, RecordSink& sink) {
  hand_on_packets(sink);
  sink.interface(interface, raw);
  ++reading_.interfaces;
  if (!clocks_.empty()) settle_unit();
}

// Batches are in microseconds as long as they can hold all times of the section: smaller columns.
// The interface that came last may be the first that needs nanoseconds.
void PcapngReader::settle_unit() {
  std::int64_t& unit = packets_.batch.tick_nanoseconds;
  if (unit == 1 || in_microseconds(clocks_.back())) return set_unit(clocks_.back(), unit);
  unit = 1;
  for (Clock& clock : clocks_) set_unit(clock, unit);
}

void PcapngReader::read_packet(std::uint32_t type, Bytes block, RecordSink& sink) {
  const std::uint32_t snaplen = clocks_.empty() ? 0 : clocks_.front().snaplen;
  PacketBlock packet = read_packet_block(type, block, header_.order, snaplen);
  if (!fit_into_block(packet, sink)) return hand_on_block(type, block, sink);
  const Clock& clock = clock_of(packet, sink);
  report_unusual(packet, clock, sink);
  check_options(type, packet.kind == RecordKind::kSimple ? Bytes{} : packet.options(),
                packet_number(), sink);

  PacketBatch& batch = packets_.batch;
  const std::size_t row = batch.count;
  const std::uint32_t kept = reading_.options.strict_snaplen ? clock.snaplen : packet.captured;
  const auto begin = static_cast<std::uint32_t>(block.data() - batch.window.data());
  batch.offset[row] = reading_.offset + packet.data_offset;
  batch.ticks[row] = time_of(packet, clock, sink);
  batch.captured_length[row] = std::min(packet.captured, kept);
  batch.original_length[row] = packet.original;
  batch.interface[row] = clock.interface;
  batch.kind[row] = packet.kind;
  packets_.begin[row] = begin;
  packets_.end[row] = begin + static_cast<std::uint32_t>(block.size());
  packets_.count_row();
  if (batch.count == packets_.room(reading_)) hand_on_packets(sink);
}

// A Simple Packet does not say how much was captured: what is there then.
bool PcapngReader::fit_into_block(PacketBlock& packet, RecordSink& sink) {
  if (packet.fits()) return true;
  const Issue issue{packet.kind == RecordKind::kSimple ? IssueKind::kSimplePacketBeyondBlock
                                                       : IssueKind::kPacketBeyondBlock,
                    reading_.offset, packet_number(), packet.captured, packet.rest.size()};
  if (packet.kind != RecordKind::kSimple) {
    refuse({issue.kind, issue.offset, 0, issue.found, issue.expected}, sink);
    return false;
  }
  sink.issue(issue);
  packet.captured = static_cast<std::uint32_t>(packet.rest.size());
  return true;
}

// The interface of a packet. All that are not described share one of the section's own.
const Clock& PcapngReader::clock_of(const PacketBlock& packet, RecordSink& sink) {
  if (packet.interface < clocks_.size()) return clocks_[packet.interface];
  sink.issue({IssueKind::kUnknownInterface, reading_.offset, packet_number(), packet.interface,
              clocks_.size()});
  if (!undescribed_) {
    Interface interface;
    interface.section = section_index();
    interface.number = static_cast<std::uint32_t>(clocks_.size());
    interface.described = false;
    interface.link_type = kUnknownLinkType;
    undescribed_ = make_clock(interface, reading_.interfaces);
    add_interface(interface, {}, sink);
  }
  return *undescribed_;
}

void PcapngReader::report_unusual(const PacketBlock& packet, const Clock& clock,
                                  RecordSink& sink) const {
  const std::uint64_t offset = reading_.offset;
  if (packet.captured > clock.snaplen) {
    sink.issue({IssueKind::kCapturedLengthAboveSnaplen, offset, packet_number(), packet.captured,
                clock.snaplen});
  }
  if (packet.captured > packet.original) {
    sink.issue({IssueKind::kCapturedLengthAboveOriginal, offset, packet_number(), packet.captured,
                packet.original});
  }
}

std::int64_t PcapngReader::time_of(const PacketBlock& packet, const Clock& clock,
                                   RecordSink& sink) const {
  if (packet.kind == RecordKind::kSimple) return 0;
  const std::int64_t unit = packets_.batch.tick_nanoseconds;
  if (const auto time = exact_time(clock, packet.ticks, unit)) return *time;
  sink.issue({IssueKind::kTimestampOutOfRange, reading_.offset, packet_number(), packet.ticks,
              static_cast<std::uint64_t>(clock.offset_seconds), clock.resolution.if_tsresol()});
  return nearest_time(clock, packet.ticks, unit);
}

void PcapngReader::check_options(std::uint32_t type, Bytes options, std::uint64_t packet,
                                 RecordSink& sink) const {
  const std::uint64_t offset = reading_.offset;
  OptionList list(options, header_.order);
  while (const Option* option = list.next()) {
    const OptionType* const known = find_option_type(type, option->code);
    const std::size_t length = option->value.size();
    if (known == nullptr || right_length(*known, length)) continue;
    const std::uint64_t found = std::uint64_t{option->code} << 16 | length;
    sink.issue({IssueKind::kWrongOptionLength, offset, packet, found, known->least});
  }
  if (!list.malformed()) return;
  sink.issue({IssueKind::kMalformedOptions, offset, packet, list.bad_code(), list.bad_length()});
}

// Of sections and interfaces: also whether those that matter for reading say one thing only.
void PcapngReader::check_kept_options(std::uint32_t type, Bytes options, RecordSink& sink) const {
  const std::uint64_t offset = reading_.offset;
  check_options(type, options, 0, sink);
  if (options.size() > kMaxKeptOptions) {
    sink.issue({IssueKind::kOptionsTooLong, offset, 0, options.size(), kMaxKeptOptions});
  }
  if (type != kInterfaceDescription) return;
  std::uint32_t seen = 0;
  OptionList list(options, header_.order);
  while (const Option* option = list.next()) {
    const std::uint16_t code = option->code;
    if (code != kIfTsresol && code != kIfTsoffset && code != kIfFcslen) continue;
    if ((seen & 1u << code) != 0) sink.issue({IssueKind::kRepeatedOption, offset, 0, code});
    seen |= 1u << code;
  }
}

}  // namespace packetglass::pcapng
