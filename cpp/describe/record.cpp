// What the record of a packet says beyond the columns, described: the extra fields of the variants
// of classic pcap, and the fields and options of pcapng's packet blocks.
#include <algorithm>
#include <span>

#include "describe/describe.h"
#include "format/pcap/header.h"
#include "format/pcap/record.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

using pcapng::PacketBlock;

constexpr std::size_t kEnhancedHeadSize = pcapng::kEnhancedDataOffset;
constexpr std::size_t kSimpleHeadSize = 12;  // type, length, original length

constexpr std::string_view kDirections[] = {"unknown", "inbound", "outbound"};
constexpr std::string_view kReceptions[] = {"unknown", "unicast", "multicast", "broadcast",
                                            "promiscuous"};
// The errors of bits 24 to 31 of epb_flags.
constexpr unsigned kFirstError = 8;
constexpr std::string_view kErrors[] = {
    "crc",       "packet_too_long",       "packet_too_short", "inter_frame_gap",
    "unaligned", "start_frame_delimiter", "preamble",         "symbol"};

const Section& section_of(const Index& index, const Packet& packet) {
  return index.sections[index.interfaces[packet.interface].section];
}

const pcap::Variant& variant_of(const Section& section) {
  const pcap::Variant* const variant = pcap::find_variant(section.variant);
  return variant != nullptr ? *variant : pcap::kMicrosecondVariant;
}

std::string_view name_of(std::span<const std::string_view> names, std::size_t number) {
  return names[number < names.size() ? number : 0];
}

template <typename T>
void put_if(Description& out, std::string_view key, const std::optional<T>& number) {
  if (number) out.key(key).number(std::uint32_t{*number});
}

void put_classic(Description& out, const Section& section, Bytes head) {
  const pcap::Variant& variant = variant_of(section);
  const auto extra = pcap::read_extra(head, variant.extra, section.order);
  if (variant.extra == pcap::Extra::kNone && extra.padding.empty()) return;
  out.key("record").begin_object();
  put_if(out, "interfaceIndex", extra.interface_index);
  put_if(out, "protocol", extra.protocol);
  put_if(out, "packetType", extra.packet_type);
  put_if(out, "cpu1", extra.cpu1);
  put_if(out, "cpu2", extra.cpu2);
  put_if(out, "timestampSource", extra.timestamp_source);
  put_if(out, "hardwareType", extra.hardware_type);
  if (extra.nokia) out.key("nokia").bytes_at(head.subspan(variant.record_header_size - 4));
  if (!extra.padding.empty()) out.key("padding").bytes_at(extra.padding);
  out.end();
}

void put_flags(Description& out, std::uint32_t word) {
  const pcapng::PacketFlags flags = pcapng::unpack_flags(word);
  out.key("flags").begin_object();
  out.key("direction").text(name_of(kDirections, flags.direction));
  out.key("reception").text(name_of(kReceptions, flags.reception));
  if (flags.fcs_length != 0) out.key("fcsLength").number(std::uint32_t{flags.fcs_length});
  out.key("checksumNotReady").boolean(flags.checksum_not_ready);
  out.key("checksumValid").boolean(flags.checksum_valid);
  out.key("segmentationOffloaded").boolean(flags.segmentation_offloaded);
  out.key("errors").begin_array();
  for (unsigned i = 0; i < std::size(kErrors); ++i) {
    if ((flags.errors >> (i + kFirstError) & 1) != 0) out.text(kErrors[i]);
  }
  out.end();
  out.key("word").number(word);
  out.end();
}

// Both packet blocks that have options call these 2.
void put_first_flags(Description& out, Bytes options, ByteOrder order) {
  pcapng::OptionList list(options, order);
  while (const pcapng::Option* option = list.next()) {
    if (option->code != pcapng::kPacketFlags || option->value.size() != 4) continue;
    return put_flags(out, load<std::uint32_t>(option->value.data(), order));
  }
}

// The date of a time that nanoseconds cannot hold: the columns have the nearest that they can.
void put_time_text(Description& out, const Interface& interface, std::uint64_t ticks) {
  const auto& unit = interface.resolution;
  if (to_nanoseconds(ticks, unit, interface.timestamp_offset)) return;
  out.key("timestampText").text(iso8601(ticks, unit, interface.timestamp_offset));
}

// The head alone as a block without packet and options: its second length is not looked at.
PacketBlock read_fields(Bytes head, bool enhanced, ByteOrder order) {
  std::uint8_t block[pcapng::kEnhancedFixedSize] = {};
  std::copy_n(head.begin(), std::min(head.size(), kEnhancedHeadSize), block);
  PacketBlock packet = enhanced ? pcapng::read_enhanced_packet(block, order)
                                : pcapng::read_obsolete_packet(block, order);
  packet.rest = {};
  return packet;
}

std::size_t padding_of(std::size_t length) {
  return (4 - length % 4) % 4;
}

// Where the options end in the tail of a block whose first length is this: its second length
// stands there, or behind the padding that the first did not count.
Bytes options_of(Bytes tail, std::uint32_t captured, std::uint32_t length, ByteOrder order) {
  if (tail.size() < pcapng::kBlockTailSize) return {};
  const auto second =
      load<std::uint32_t>(tail.data() + tail.size() - pcapng::kBlockTailSize, order);
  const std::size_t counted = second == length ? 0 : padding_of(length);
  const std::size_t end = tail.size() - (pcapng::kBlockTailSize - counted);
  const std::size_t begin = padding_of(captured);
  return begin < end ? tail.subspan(begin, end - begin) : Bytes{};
}

}  // namespace

std::size_t record_head_size(const Index& index, std::uint64_t i) {
  const Packet packet = index.packets[i];
  if (packet.kind == RecordKind::kSimple) return kSimpleHeadSize;
  if (packet.kind != RecordKind::kClassic) return kEnhancedHeadSize;
  const Section& section = section_of(index, packet);
  const pcap::Variant& variant = variant_of(section);
  return variant.record_header_size + pcap::packet_padding(section, variant);
}

std::size_t record_tail_size(const Index& index, std::uint64_t i, Bytes head) {
  const Packet packet = index.packets[i];
  const bool has_options =
      packet.kind == RecordKind::kEnhanced || packet.kind == RecordKind::kObsolete;
  if (!has_options || head.size() < kEnhancedHeadSize) return 0;
  const auto length = pcapng::read_head(head, section_of(index, packet).order).length;
  const std::size_t used = kEnhancedHeadSize + std::size_t{packet.captured_length};
  const std::size_t least = padding_of(packet.captured_length) + pcapng::kBlockTailSize;
  return length > used + least ? length - used : 0;
}

void put_record(Description& out, const Index& index, std::uint64_t i, Bytes head, Bytes tail) {
  const Packet packet = index.packets[i];
  const Section& section = section_of(index, packet);
  const bool enhanced = packet.kind == RecordKind::kEnhanced;
  out.begin_object();
  if (packet.kind == RecordKind::kClassic) {
    if (head.size() >= record_head_size(index, i)) put_classic(out, section, head);
    put_options(out, pcapng::kEnhancedPacket, {}, section.order);
  } else if (packet.kind == RecordKind::kSimple || head.size() < kEnhancedHeadSize) {
    put_options(out, pcapng::kSimplePacket, {}, section.order);
  } else {
    const PacketBlock block = read_fields(head, enhanced, section.order);
    const auto length = pcapng::read_head(head, section.order).length;
    const Bytes options = options_of(tail, packet.captured_length, length, section.order);
    out.key("ticks").unsigned64(block.ticks);
    put_time_text(out, index.interfaces[packet.interface], block.ticks);
    if (block.drops) out.key("drops").number(std::uint32_t{*block.drops});
    put_first_flags(out, options, section.order);
    put_options(out, enhanced ? pcapng::kEnhancedPacket : pcapng::kObsoletePacket, options,
                section.order);
  }
  out.end();
}

}  // namespace packetglass
