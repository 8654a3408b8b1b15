// What of pcapng classic pcap cannot hold.
#include "export/pcapng_losses.h"

#include "export/packet_type.h"
#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/obsolete_packet.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

using namespace pcapng;

bool has_a_place(std::uint32_t block, std::uint16_t code) {
  return block == kInterfaceDescription &&
         (code == kIfTsresol || code == kIfTsoffset || code == kIfFcslen);
}

PacketBlock read(const Packet& packet, Bytes record, ByteOrder order) {
  return packet.kind == RecordKind::kObsolete ? read_obsolete_packet(record, order)
                                              : read_enhanced_packet(record, order);
}

}  // namespace

bool has_more_options(std::uint32_t block, Bytes options, ByteOrder order) {
  OptionList list(options, order);
  while (const Option* option = list.next()) {
    if (!has_a_place(block, option->code)) return true;
  }
  return list.malformed();
}

// The draft counts bits, but shows and has readers that count bytes: no frame has a sequence of
// less than 8 bits, so that smaller numbers are of bytes.
std::optional<unsigned> fcs_bits(const Interface& interface, ByteOrder order) {
  constexpr unsigned kBitsPerByte = 8;
  if (!interface.fcs_length) return std::nullopt;
  unsigned bits = *interface.fcs_length * kBitsPerByte;
  OptionList list(interface.options, order);
  while (const Option* option = list.next()) {
    if (option->code != kIfFcslen || option->value.size() != 1) continue;
    const unsigned value = option->value[0];
    bits = value < kBitsPerByte ? value * kBitsPerByte : value;
  }
  return bits;
}

bool finer_than_nanoseconds(const Packet& packet, Bytes record, const Interface& interface,
                            ByteOrder order) {
  const auto& unit = interface.resolution;
  if (!packet.has_timestamp() || unit.exponent <= kNanosecondResolution.exponent) return false;
  return !in_whole_nanoseconds(read(packet, record, order).ticks, unit);
}

std::string time_text(const Packet& packet, Bytes record, const Interface& interface,
                      ByteOrder order) {
  return iso8601(read(packet, record, order).ticks, interface.resolution,
                 interface.timestamp_offset);
}

PacketLeft left_of(const Packet& packet, Bytes record, ByteOrder order) {
  PacketLeft left;
  if (!packet.has_timestamp()) return left;
  const PacketBlock block = read(packet, record, order);
  OptionList list(block.options(), order);
  while (const Option* option = list.next()) {
    const bool flags = option->code == kPacketFlags && option->value.size() == 4;
    if (flags && !left.packet_type) {
      left.packet_type = packet_type_of(load<std::uint32_t>(option->value.data(), order));
    }
    left.more = left.more || !flags || !left.packet_type;
  }
  left.more = left.more || block.drops || list.malformed();
  return left;
}

}  // namespace packetglass
