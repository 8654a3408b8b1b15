// The columns of plain packets, at once. What the dissectors of these layers do is done again here
// without fields; a test compares the two.
#include "dissect/plain_summary.h"

namespace packetglass {

extern const Dissector kEthernet, kVlan, kIpv4, kIpv6, kTcp, kUdp;

namespace {

constexpr std::size_t kTypePlace = 12, kTagSize = 4, kMostTags = 2;
constexpr std::uint16_t kIpv4Type = 0x0800, kIpv6Type = 0x86dd, kVlanType = 0x8100;
constexpr std::size_t kIpv4Size = 20, kIpv6Size = 40, kTcpSize = 20, kUdpSize = 8;
constexpr std::uint8_t kTcpNumber = 6, kUdpNumber = 17;

template <typename T>
T big(const std::uint8_t* at) {
  return load<T>(at, ByteOrder::kBig);
}

// What is left of the packet: captured, and on the wire.
struct Rest {
  const std::uint8_t* at;
  std::size_t captured, length;

  void skip(std::size_t count) {
    at += count;
    captured -= count;
    length -= count;
  }
  void limit(std::size_t most) {
    length = std::min(length, most);
    captured = std::min(captured, length);
  }
};

// Moves on behind the Ethernet header and its tags; returns the type, 0 when not plain.
std::uint16_t skip_ethernet(Rest& rest) {
  std::size_t tags = 0;
  std::size_t size = kTypePlace;
  for (;; size += kTagSize) {
    if (rest.captured < size + 2) return 0;
    const auto type = big<std::uint16_t>(rest.at + size);
    if (type != kVlanType) {
      rest.skip(size + 2);
      return type;
    }
    if (++tags > kMostTags) return 0;
  }
}

bool skip_ipv4(Rest& rest, Summary& summary) {
  const std::uint8_t* const at = rest.at;
  if (rest.captured < kIpv4Size || at[0] != 0x45) return false;
  if ((big<std::uint16_t>(at + 6) & 0x3fff) != 0) return false;  // a fragment
  const auto total = big<std::uint16_t>(at + 2);
  if (total < kIpv4Size) return false;
  summary.ip_protocol = at[9];
  summary.source = Address::load(Address::Kind::kIpv4, at + 12);
  summary.destination = Address::load(Address::Kind::kIpv4, at + 16);
  rest.limit(total);
  rest.skip(kIpv4Size);
  return true;
}

bool skip_ipv6(Rest& rest, Summary& summary) {
  const std::uint8_t* const at = rest.at;
  if (rest.captured < kIpv6Size || at[0] >> 4 != 6) return false;
  const auto length = big<std::uint16_t>(at + 4);
  if (length == 0) return false;
  summary.ip_protocol = at[6];
  summary.source = Address::load(Address::Kind::kIpv6, at + 8);
  summary.destination = Address::load(Address::Kind::kIpv6, at + 24);
  rest.limit(kIpv6Size + length);
  rest.skip(kIpv6Size);
  return true;
}

bool skip_tcp(Rest& rest, Summary& summary) {
  const std::uint8_t* const at = rest.at;
  if (rest.captured < kTcpSize) return false;
  TcpSegment& tcp = summary.tcp;
  tcp.flags = big<std::uint16_t>(at + 12) & 0x0fff;
  const std::size_t header_size = std::size_t{at[12]} >> 4 << 2;
  if (header_size < kTcpSize || header_size > rest.captured ||
      (tcp.flags & TcpSegment::kSyn) != 0) {
    return false;
  }
  tcp.sequence = big<std::uint32_t>(at + 4);
  tcp.acknowledgment = big<std::uint32_t>(at + 8);
  tcp.window = big<std::uint16_t>(at + 14);
  rest.skip(header_size);
  tcp.length = static_cast<std::uint32_t>(rest.length);
  summary.transport = Transport::kTcp;
  summary.protocol = "TCP";
  return true;
}

bool skip_udp(Rest& rest, Summary& summary) {
  if (rest.captured < kUdpSize) return false;
  const auto length = big<std::uint16_t>(rest.at + 4);
  if (length < kUdpSize) return false;
  rest.limit(length);
  rest.skip(kUdpSize);
  summary.transport = Transport::kUdp;
  summary.protocol = "UDP";
  return true;
}

// Returns where the next dissector is looked for; none when not plain.
Outcome skip_transport(Rest& rest, Summary& summary) {
  const std::uint8_t* const ports = rest.at;
  const bool tcp = summary.ip_protocol == kTcpNumber;
  if (!tcp && summary.ip_protocol != kUdpNumber) return {};
  if (!(tcp ? skip_tcp(rest, summary) : skip_udp(rest, summary))) return {};
  summary.source_port = big<std::uint16_t>(ports);
  summary.destination_port = big<std::uint16_t>(ports + 2);
  const auto [low, high] = std::minmax(summary.source_port, summary.destination_port);
  const Space space = tcp ? Space::kTcpPort : Space::kUdpPort;
  return done({{rest.at, rest.captured}, rest.length},
              {{space, low}, {space, high}, {tcp ? Space::kTcpStart : Space::kUdpStart}});
}

LayerPaths::Id plain_path(LayerPaths& paths, const std::uint8_t* packet, const Summary& summary) {
  LayerPaths::Id path = paths.inside(LayerPaths::kNone, kEthernet.layer);
  for (const std::uint8_t* type = packet + kTypePlace; big<std::uint16_t>(type) == kVlanType;
       type += kTagSize) {
    path = paths.inside(path, kVlan.layer);
  }
  const bool ipv4 = summary.source.kind == Address::Kind::kIpv4;
  path = paths.inside(path, ipv4 ? kIpv4.layer : kIpv6.layer);
  return paths.inside(path, summary.transport == Transport::kTcp ? kTcp.layer : kUdp.layer);
}

}  // namespace

bool summarise_plain(Bytes packet, std::size_t original_length, Dissection& dissection) {
  Rest rest{packet.data(), packet.size(), std::max(original_length, packet.size())};
  Summary summary;
  const std::uint16_t type = skip_ethernet(rest);
  const bool ip = type == kIpv4Type   ? skip_ipv4(rest, summary)
                  : type == kIpv6Type ? skip_ipv6(rest, summary)
                                      : false;
  if (!ip) return false;
  const Outcome found = skip_transport(rest, summary);
  if (found.route_count == 0) return false;
  summary.link = {mac_number(packet.data() + 6), mac_number(packet.data()),
                  LinkPair::Kind::kEthernet};
  if (dissection.paths != nullptr) {
    summary.path = plain_path(*dissection.paths, packet.data(), summary);
  }
  dissection.summary = summary;
  if (!found.payload.empty()) dissect_payload(found, dissection);
  return true;
}

}  // namespace packetglass
