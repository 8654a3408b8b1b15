// Fields that are known without dissection.
#include "filter/column_fields.h"

#include <bit>

#include "base/text.h"

namespace packetglass {
namespace {

using Of = ColumnField::Of;
using Column = ColumnField::Column;
using Values = std::vector<FilterValue>&;

void put_number(Values values, Wide number) {
  values.emplace_back().number = number;
}

template <std::uint16_t mask>
void put_flag(const ColumnFacts& facts, Values values) {
  put_number(values, (facts.kind->tcp_flags & mask) != 0);
}

// 0: the source of the packet, 1: its destination.
void put_port(const ColumnFacts& facts, unsigned end, Values values) {
  put_number(values, facts.conversation->port(facts.side ^ end));
}

void put_address(const ColumnFacts& facts, Address::Kind kind, unsigned end, Values values) {
  const Address& address = facts.addresses[end];
  if (address.kind != kind) return;
  if (kind == Address::Kind::kIpv4) {
    return put_number(values, load<std::uint32_t>(address.bytes.data(), ByteOrder::kBig));
  }
  values.emplace_back().text = text_of(Bytes(address.bytes));
}

template <Address::Kind kind, unsigned... ends>
void put_addresses(const ColumnFacts& facts, Values values) {
  (put_address(facts, kind, ends, values), ...);
}

template <unsigned... ends>
void put_ports(const ColumnFacts& facts, Values values) {
  (put_port(facts, ends, values), ...);
}

void put_stream(const ColumnFacts& facts, Values values) {
  put_number(values, facts.conversation->stream);
}

void put_protocol(const ColumnFacts& facts, Values values) {
  values.emplace_back().text = facts.kind->protocol;
}

void put_time(const ColumnFacts& facts, Values values) {
  const Packet& packet = facts.packet->packet;
  if (packet.has_timestamp()) put_number(values, packet.timestamp);
}

// A number in a header: the bits of the mask, in so many bytes.
template <PlainHeader header, std::size_t offset, typename T, std::uint32_t mask = 0xffff'ffff,
          unsigned factor = 1>
void put_part(const ColumnFacts& facts, Values values) {
  const auto word =
      load<T>(facts.headers[header] + offset, ByteOrder::kBig) & static_cast<T>(mask);
  put_number(values, Wide{factor} * (word >> std::countr_zero(mask)));
}

template <std::size_t... offsets>
void put_stations(const ColumnFacts& facts, Values values) {
  const std::uint8_t* const header = facts.headers[PlainHeader::kEthernet];
  ((values.emplace_back().text = text_of({header + offsets, 6})), ...);
}

constexpr auto kEth = PlainHeader::kEthernet, kIp = PlainHeader::kIpv4,
               kL4 = PlainHeader::kTransport;
constexpr unsigned kSource = ColumnField::kSource, kDestination = ColumnField::kDestination,
                   kBoth = kSource | kDestination;
constexpr auto kIpv4 = Address::Kind::kIpv4, kIpv6 = Address::Kind::kIpv6;

// THE TABLE of fields that columns know.
constexpr ColumnField kFields[] = {
    {"_ws.col.Protocol", Of::kKind, "", put_protocol},
    {"tcp.flags", Of::kKind, "tcp",
     [](const ColumnFacts& facts, Values values) { put_number(values, facts.kind->tcp_flags); }},
    {"tcp.flags.res", Of::kKind, "tcp", put_flag<0x0e00>},
    {"tcp.flags.ae", Of::kKind, "tcp", put_flag<0x0100>},
    {"tcp.flags.cwr", Of::kKind, "tcp", put_flag<0x0080>},
    {"tcp.flags.ece", Of::kKind, "tcp", put_flag<0x0040>},
    {"tcp.flags.urg", Of::kKind, "tcp", put_flag<0x0020>},
    {"tcp.flags.ack", Of::kKind, "tcp", put_flag<0x0010>},
    {"tcp.flags.push", Of::kKind, "tcp", put_flag<0x0008>},
    {"tcp.flags.reset", Of::kKind, "tcp", put_flag<0x0004>},
    {"tcp.flags.syn", Of::kKind, "tcp", put_flag<0x0002>},
    {"tcp.flags.fin", Of::kKind, "tcp", put_flag<0x0001>},
    {"ip.src", Of::kAddresses, "ip", put_addresses<kIpv4, 0>, Column::kIpv4, kSource},
    {"ip.dst", Of::kAddresses, "ip", put_addresses<kIpv4, 1>, Column::kIpv4, kDestination},
    {"ip.addr", Of::kAddresses, "ip", put_addresses<kIpv4, 0, 1>, Column::kIpv4, kBoth},
    {"ipv6.src", Of::kAddresses, "ipv6", put_addresses<kIpv6, 0>, Column::kIpv6, kSource},
    {"ipv6.dst", Of::kAddresses, "ipv6", put_addresses<kIpv6, 1>, Column::kIpv6, kDestination},
    {"ipv6.addr", Of::kAddresses, "ipv6", put_addresses<kIpv6, 0, 1>, Column::kIpv6, kBoth},
    {"tcp.srcport", Of::kPorts, "tcp", put_ports<0>, Column::kPort, kSource},
    {"tcp.dstport", Of::kPorts, "tcp", put_ports<1>, Column::kPort, kDestination},
    {"tcp.port", Of::kPorts, "tcp", put_ports<0, 1>, Column::kPort, kBoth},
    {"udp.srcport", Of::kPorts, "udp", put_ports<0>, Column::kPort, kSource},
    {"udp.dstport", Of::kPorts, "udp", put_ports<1>, Column::kPort, kDestination},
    {"udp.port", Of::kPorts, "udp", put_ports<0, 1>, Column::kPort, kBoth},
    {"tcp.stream", Of::kPorts, "tcp", put_stream, Column::kStream},
    {"frame.number", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) { put_number(values, facts.packet->number); },
     Column::kPacketNumber},
    {"frame.len", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) {
       put_number(values, facts.packet->packet.original_length);
     },
     Column::kOriginalLength},
    {"frame.cap_len", Of::kPacket, "",
     [](const ColumnFacts& facts, Values values) {
       put_number(values, facts.packet->packet.captured_length);
     },
     Column::kCapturedLength},
    {"frame.time", Of::kPacket, "", put_time, Column::kTime},
    {"frame.time_epoch", Of::kPacket, "", put_time, Column::kTime},
    {"eth.dst", Of::kEthernetHeader, "eth", put_stations<0>},
    {"eth.src", Of::kEthernetHeader, "eth", put_stations<6>},
    {"eth.addr", Of::kEthernetHeader, "eth", put_stations<0, 6>},
    {"eth.type", Of::kIpv4Header, "eth", put_part<kEth, 12, std::uint16_t>},
    {"ip.version", Of::kIpv4Header, "ip", put_part<kIp, 0, std::uint8_t, 0xf0>},
    {"ip.hdr_len", Of::kIpv4Header, "ip", put_part<kIp, 0, std::uint8_t, 0x0f, 4>},
    {"ip.dsfield", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t>},
    {"ip.dsfield.dscp", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t, 0xfc>},
    {"ip.dsfield.ecn", Of::kIpv4Header, "ip", put_part<kIp, 1, std::uint8_t, 0x03>},
    {"ip.len", Of::kIpv4Header, "ip", put_part<kIp, 2, std::uint16_t>},
    {"ip.id", Of::kIpv4Header, "ip", put_part<kIp, 4, std::uint16_t>},
    {"ip.flags.df", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x4000>},
    {"ip.flags.mf", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x2000>},
    {"ip.frag_offset", Of::kIpv4Header, "ip", put_part<kIp, 6, std::uint16_t, 0x1fff, 8>},
    {"ip.ttl", Of::kIpv4Header, "ip", put_part<kIp, 8, std::uint8_t>},
    {"ip.proto", Of::kIpv4Header, "ip", put_part<kIp, 9, std::uint8_t>},
    {"tcp.hdr_len", Of::kTransportHeader, "tcp", put_part<kL4, 12, std::uint8_t, 0xf0, 4>},
    {"tcp.window_size_value", Of::kTransportHeader, "tcp", put_part<kL4, 14, std::uint16_t>},
    {"tcp.urgent_pointer", Of::kTransportHeader, "tcp", put_part<kL4, 18, std::uint16_t>},
    {"udp.length", Of::kTransportHeader, "udp", put_part<kL4, 4, std::uint16_t>},
};

}  // namespace

constexpr ColumnField kLayerField{"", Of::kKind, "", nullptr};

const ColumnField* column_field(const FilterField& field) {
  if (field.raw || field.elsewhere || !field.layers.empty()) return nullptr;
  for (const ColumnField& each : kFields) {
    if (each.name == field.name()) return &each;
  }
  const bool is_layer = type_of(field.listed->field->shape) == FieldType::kProtocol;
  return is_layer ? &kLayerField : nullptr;
}

}  // namespace packetglass
