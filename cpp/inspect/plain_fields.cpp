// Fields of the headers of plain packets.
#include "inspect/plain_fields.h"

#include <bit>
#include <optional>

#include "dissect/field_list.h"

namespace packetglass {

// Where the headers of a packet begin, and what is known of it.
struct PlainFields::Places {
  const std::uint8_t* packet = nullptr;
  std::array<const std::uint8_t*, kHeaders> at{};  // nullptr: it is not there
  std::size_t carried = 0;                         // by the transport, on the wire
  std::optional<TcpFacts> facts;
};

// A field of a header.
struct PlainFields::Row {
  // How its value is found: a number that stands there, of which the field's mask says which bits;
  // bytes; or generated, or counted from the first of the conversation.
  enum class Value : std::uint8_t {
    kNumber,
    kBytes,
    kLength,
    kStream,
    kSequence,
    kAcknowledgment
  };

  Header header;
  std::string_view name;
  std::uint8_t offset = 0, size = 0;
  Value value = Value::kNumber;
};

namespace {

using Row = PlainFields::Row;
using Value = Row::Value;
constexpr auto kEth = PlainFields::kEthernet, kIp4 = PlainFields::kIpv4, kIp6 = PlainFields::kIpv6,
               kTcpHeader = PlainFields::kTcp, kUdpHeader = PlainFields::kUdp;

// THE TABLE, in the order of the headers.
constexpr Row kRows[] = {
    {kEth, "eth.dst", 0, 6, Value::kBytes},
    {kEth, "eth.src", 6, 6, Value::kBytes},
    {kEth, "eth.type", 12, 2},
    {kIp4, "ip.version", 0, 1},
    {kIp4, "ip.hdr_len", 0, 1},
    {kIp4, "ip.dsfield", 1, 1},
    {kIp4, "ip.dsfield.dscp", 1, 1},
    {kIp4, "ip.dsfield.ecn", 1, 1},
    {kIp4, "ip.len", 2, 2},
    {kIp4, "ip.id", 4, 2},
    {kIp4, "ip.flags", 6, 2},
    {kIp4, "ip.flags.rb", 6, 2},
    {kIp4, "ip.flags.df", 6, 2},
    {kIp4, "ip.flags.mf", 6, 2},
    {kIp4, "ip.frag_offset", 6, 2},
    {kIp4, "ip.ttl", 8, 1},
    {kIp4, "ip.proto", 9, 1},
    {kIp4, "ip.checksum", 10, 2},
    {kIp4, "ip.src", 12, 4, Value::kBytes},
    {kIp4, "ip.dst", 16, 4, Value::kBytes},
    {kIp6, "ipv6.version", 0, 4},
    {kIp6, "ipv6.tclass", 0, 4},
    {kIp6, "ipv6.tclass.dscp", 0, 4},
    {kIp6, "ipv6.tclass.ecn", 0, 4},
    {kIp6, "ipv6.flow", 0, 4},
    {kIp6, "ipv6.plen", 4, 2},
    {kIp6, "ipv6.nxt", 6, 1},
    {kIp6, "ipv6.hlim", 7, 1},
    {kIp6, "ipv6.src", 8, 16, Value::kBytes},
    {kIp6, "ipv6.dst", 24, 16, Value::kBytes},
    {kTcpHeader, "tcp.srcport", 0, 2},
    {kTcpHeader, "tcp.dstport", 2, 2},
    {kTcpHeader, "tcp.stream", 0, 0, Value::kStream},
    {kTcpHeader, "tcp.len", 0, 0, Value::kLength},
    {kTcpHeader, "tcp.seq", 4, 4, Value::kSequence},
    {kTcpHeader, "tcp.seq_raw", 4, 4},
    {kTcpHeader, "tcp.ack", 8, 4, Value::kAcknowledgment},
    {kTcpHeader, "tcp.ack_raw", 8, 4},
    {kTcpHeader, "tcp.hdr_len", 12, 2},
    {kTcpHeader, "tcp.flags", 12, 2},
    {kTcpHeader, "tcp.flags.res", 12, 2},
    {kTcpHeader, "tcp.flags.ae", 12, 2},
    {kTcpHeader, "tcp.flags.cwr", 12, 2},
    {kTcpHeader, "tcp.flags.ece", 12, 2},
    {kTcpHeader, "tcp.flags.urg", 12, 2},
    {kTcpHeader, "tcp.flags.ack", 12, 2},
    {kTcpHeader, "tcp.flags.push", 12, 2},
    {kTcpHeader, "tcp.flags.reset", 12, 2},
    {kTcpHeader, "tcp.flags.syn", 12, 2},
    {kTcpHeader, "tcp.flags.fin", 12, 2},
    {kTcpHeader, "tcp.window_size_value", 14, 2},
    {kTcpHeader, "tcp.checksum", 16, 2},
    {kTcpHeader, "tcp.urgent_pointer", 18, 2},
    {kUdpHeader, "udp.srcport", 0, 2},
    {kUdpHeader, "udp.dstport", 2, 2},
    {kUdpHeader, "udp.length", 4, 2},
    {kUdpHeader, "udp.checksum", 6, 2},
};

constexpr std::string_view kNames[] = {"eth", "ip", "ipv6", "tcp", "udp"};
constexpr std::size_t kEthernetSize = 14, kTagSize = 4, kIpv4Size = 20, kIpv6Size = 40;
constexpr std::size_t kTcpSize = 20, kUdpSize = 8;
constexpr std::uint16_t kTagType = 0x8100, kIpv4Type = 0x0800, kIpv6Type = 0x86dd;
constexpr std::uint8_t kTcpProtocol = 6, kUdpProtocol = 17;

std::uint16_t u16(const std::uint8_t* at) {
  return load<std::uint16_t>(at, ByteOrder::kBig);
}

std::uint32_t u32(const std::uint8_t* at) {
  return load<std::uint32_t>(at, ByteOrder::kBig);
}

std::uint32_t number_at(const std::uint8_t* at, std::size_t size) {
  return size == 1 ? *at : size == 2 ? u16(at) : u32(at);
}

std::uint64_t part_of(std::uint64_t number, const Field& field) {
  if (field.mask == 0) return number;
  return ((number & field.mask) >> std::countr_zero(field.mask)) * field.unit;
}

const Row* row_of(std::size_t header, std::string_view name) {
  for (const Row& row : kRows) {
    if (row.header == header && row.name == name) return &row;
  }
  return nullptr;
}

// What IP carries, as far as it was captured, and on the wire; nothing where it is not plain.
struct Carried {
  std::uint8_t protocol = 0;
  Bytes bytes;
  std::size_t length = 0;
};

std::optional<Carried> carried_by_ipv4(Bytes ip, std::size_t on_wire) {
  if (ip.size() < kIpv4Size || ip[0] >> 4 != 4) return std::nullopt;
  const std::size_t header = 4 * (ip[0] & std::size_t{0x0f}), total = u16(ip.data() + 2);
  const bool is_fragment = (u16(ip.data() + 6) & 0x3fff) != 0;
  if (header < kIpv4Size || is_fragment || ip.size() < header) return std::nullopt;
  if (total != 0 && total < header) return std::nullopt;
  const std::size_t length = total == 0 ? on_wire : std::min(on_wire, total);
  return Carried{ip[9], ip.first(std::min(ip.size(), length)).subspan(header), length - header};
}

std::optional<Carried> carried_by_ipv6(Bytes ip, std::size_t on_wire) {
  if (ip.size() < kIpv6Size || ip[0] >> 4 != 6) return std::nullopt;
  const std::size_t payload = u16(ip.data() + 4);
  if (payload == 0) return std::nullopt;
  const std::size_t length = std::min(on_wire, kIpv6Size + payload);
  return Carried{ip[6], ip.first(std::min(ip.size(), length)).subspan(kIpv6Size),
                 length - kIpv6Size};
}

}  // namespace

PlainFields::PlainFields(const FieldChoice& choice, const PacketKinds& kinds,
                         const LayerPaths& paths)
    : kinds_(kinds), paths_(paths) {
  for (const FieldRow& listed : field_rows()) {
    const auto* const name = std::find(std::begin(kNames), std::end(kNames), listed.layer->name);
    if (name == std::end(kNames)) continue;
    const auto header = static_cast<std::size_t>(name - std::begin(kNames));
    std::vector<Chosen>& chosen = chosen_[header];
    knows_[header] = !choice.has(*listed.layer);
    visit_fields(listed.fields, [&](const Field& field) {
      if (!choice.has(field)) return;
      const Row* const row = row_of(header, field.name);
      knows_[header] = knows_[header] && row != nullptr;
      if (row != nullptr) chosen.push_back({&field, row});
    });
    std::sort(chosen.begin(), chosen.end(),
              [](const Chosen& a, const Chosen& b) { return a.row < b.row; });
  }
}

// Its layers from the outermost: of these headers each once, and of no other a field is chosen.
PlainFields::Headers PlainFields::headers_of(const PacketKind& kind, unsigned layers) const {
  std::string_view names[4];
  for (LayerPaths::Id path = kind.path; path != LayerPaths::kNone; path = paths_.outer(path)) {
    const std::size_t depth = paths_.depth(path);
    if (depth <= std::size(names)) names[depth - 1] = paths_.layer(path).name;
  }
  const bool is_tagged = names[1] == "vlan";
  const std::string_view found[] = {names[0], names[is_tagged ? 2 : 1], names[is_tagged ? 3 : 2]};
  const std::size_t may_be[][2] = {{kEthernet, kEthernet}, {kIpv4, kIpv6}, {kTcp, kUdp}};
  Headers headers = 0;
  for (std::size_t i = 0; i < std::size(found) && layers != 0; ++i) {
    const bool second = found[i] == kNames[may_be[i][1]];
    const std::size_t header = may_be[i][second ? 1 : 0];
    if (found[i] != kNames[header] || !knows_[header]) return kNotPlain;
    if (chosen_[header].empty()) continue;
    headers = static_cast<Headers>(headers | 1u << header);
    --layers;
  }
  return layers == 0 ? headers : kNotPlain;
}

bool PlainFields::put(std::uint32_t kind, unsigned layers, const DissectedPacket& packet,
                      const PacketFlow& flow, const FlowTable& flows, Tree& tree) {
  if (kind >= known_.size()) known_.resize(kind + std::size_t{1}, kNotAsked);
  if (known_[kind] == kNotAsked) known_[kind] = headers_of(kinds_[kind], layers);
  const Headers headers = known_[kind];
  if (headers == kNotPlain || packet.interface->link_type != kLinkTypeEthernet) return false;
  const auto wants = [&](Header header) { return (headers >> header & 1) != 0; };

  const Bytes bytes = packet.bytes;
  if (bytes.size() < kEthernetSize + kTagSize) return false;
  Places places;
  places.packet = places.at[kEthernet] = bytes.data();
  const bool is_tagged = u16(bytes.data() + 12) == kTagType;
  const std::size_t link = kEthernetSize + (is_tagged ? kTagSize : 0);
  const std::uint16_t type = u16(bytes.data() + link - 2);
  if (type != kIpv4Type && type != kIpv6Type) return false;
  const Header network = type == kIpv4Type ? kIpv4 : kIpv6;
  const Bytes ip = bytes.subspan(link);
  const std::size_t on_wire =
      std::max<std::size_t>(packet.packet.original_length, bytes.size()) - link;
  const auto carried =
      network == kIpv4 ? carried_by_ipv4(ip, on_wire) : carried_by_ipv6(ip, on_wire);
  if (!carried) return false;
  places.at[network] = ip.data();
  if (wants(kTcp) || wants(kUdp)) {
    const Header transport = wants(kTcp) ? kTcp : kUdp;
    const bool is_there = carried->protocol == (transport == kTcp ? kTcpProtocol : kUdpProtocol) &&
                          carried->bytes.size() >= (transport == kTcp ? kTcpSize : kUdpSize);
    if (!is_there) return false;
    places.at[transport] = carried->bytes.data();
    places.carried = carried->length;
    if (transport == kTcp) places.facts = flows.tcp_facts(flow, packet.number);
  }
  for (const Header header : {kEthernet, kIpv4, kIpv6, kTcp, kUdp}) {
    if (wants(header) && places.at[header] == nullptr) return false;
  }
  for (const Header header : {kEthernet, kIpv4, kIpv6, kTcp, kUdp}) {
    if (wants(header)) put(header, places, tree);
  }
  return true;
}

void PlainFields::put(Header header, const Places& places, Tree& tree) const {
  const std::uint8_t* const begin = places.at[header];
  const auto& facts = places.facts;
  for (const auto& [field, row] : chosen_[header]) {
    const std::uint8_t* const at = begin + row->offset;
    Node node;
    node.field = field;
    node.depth = 1;
    node.size = row->size;
    node.generated = row->size == 0;
    if (row->size != 0) node.offset = static_cast<std::uint32_t>(at - places.packet);
    switch (row->value) {
      case Value::kBytes:
        break;
      case Value::kNumber:
        node.number = part_of(number_at(at, row->size), *field);
        break;
      case Value::kLength: {
        const std::size_t header_size = 4 * static_cast<std::size_t>(begin[12] >> 4);
        node.number = places.carried - std::min(header_size, places.carried);
        break;
      }
      case Value::kStream:
        if (!facts) continue;
        node.number = facts->stream;
        break;
      case Value::kSequence:
        if (!facts) continue;
        node.number = u32(at) - facts->first_sequence;
        break;
      case Value::kAcknowledgment: {
        if (!facts) continue;
        const bool acknowledges = (begin[13] & TcpSegment::kAck) != 0;
        node.number = u32(at) - (acknowledges ? facts->first_acknowledgment : 0);
        break;
      }
    }
    tree.add(node);
  }
}

}  // namespace packetglass
