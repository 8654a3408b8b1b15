// The columns of plain packets, at once. What the dissectors of these layers do is done again here
// without fields; a test compares the two.
#include "dissect/plain_summary.h"

#include "dissect/dissectors.h"
#include "dissect/transport/tcp_options.h"

namespace packetglass {

extern const Dissector kEthernet, kVlan, kIpv4, kIpv6, kTcp, kUdp;

namespace {

constexpr std::size_t kTypeOffset = 12, kTagSize = 4, kMostTags = 2;
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
  Payload payload() const { return {{at, captured}, length}; }
  void limit(std::size_t most) {
    length = std::min(length, most);
    captured = std::min(captured, length);
  }
};

Rest whole(const Payload& packet) {
  return {packet.bytes.data(), packet.bytes.size(), packet.length};
}

// Moves on behind the Ethernet header and its tags; returns the type, 0 when not plain.
std::uint16_t skip_ethernet(Rest& rest) {
  std::size_t tags = 0;
  std::size_t size = kTypeOffset;
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

void put(Address& address, Address::Kind kind, const std::uint8_t* at) {
  address.kind = kind;
  address.bytes.fill(0);
  std::memcpy(address.bytes.data(), at, Address::size_of(kind));
}

bool skip_ipv4(Rest& rest, Summary& summary) {
  const std::uint8_t* const at = rest.at;
  if (rest.captured < kIpv4Size || at[0] != 0x45) return false;
  if ((big<std::uint16_t>(at + 6) & 0x3fff) != 0) return false;  // a fragment
  const auto total = big<std::uint16_t>(at + 2);
  if (total < kIpv4Size) return false;
  summary.ip_protocol = at[9];
  put(summary.source, Address::Kind::kIpv4, at + 12);
  put(summary.destination, Address::Kind::kIpv4, at + 16);
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
  put(summary.source, Address::Kind::kIpv6, at + 8);
  put(summary.destination, Address::Kind::kIpv6, at + 24);
  rest.limit(kIpv6Size + length);
  rest.skip(kIpv6Size);
  return true;
}

// Of a segment whose header is there. Most options are a timestamp alone.
std::uint32_t sacked_in(const std::uint8_t* tcp, std::size_t header_size) {
  constexpr std::uint32_t kTimestamp = 0x0101080a;
  constexpr std::size_t kWithTimestamp = 32;
  if (header_size == kTcpSize) return 0;
  if (header_size == kWithTimestamp && big<std::uint32_t>(tcp + kTcpSize) == kTimestamp) return 0;
  return sacked_bytes({tcp + kTcpSize, header_size - kTcpSize});
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
  tcp.shift = TcpSegment::kNoShift;
  tcp.sacked = sacked_in(at, header_size);
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

bool skip_transport(Rest& rest, Summary& summary) {
  const std::uint8_t* const ports = rest.at;
  const bool tcp = summary.ip_protocol == kTcpNumber;
  if (!tcp && summary.ip_protocol != kUdpNumber) return false;
  if (!(tcp ? skip_tcp(rest, summary) : skip_udp(rest, summary))) return false;
  summary.source_port = big<std::uint16_t>(ports);
  summary.destination_port = big<std::uint16_t>(ports + 2);
  return true;
}

// What is left stays in registers: it is not read whole where it was just written in parts.
[[gnu::always_inline]] inline bool skip_headers(const std::uint8_t* link, Rest& rest,
                                                Summary& summary) {
  const std::uint16_t type = skip_ethernet(rest);
  const bool ip = type == kIpv4Type   ? skip_ipv4(rest, summary)
                  : type == kIpv6Type ? skip_ipv6(rest, summary)
                                      : false;
  if (!ip || !skip_transport(rest, summary)) return false;
  summary.link = {mac_number(link + 6), mac_number(link), LinkPair::Kind::kEthernet};
  summary.has_icmp = summary.malformed = summary.truncated = false;
  summary.more = 0;
  summary.path = LayerPaths::kNone;
  return true;
}

// Where the dissector of what is inside is looked for, as the transports say.
void put_routes(const Summary& summary, Outcome& inside) {
  const bool tcp = summary.transport == Transport::kTcp;
  const Space port = tcp ? Space::kTcpPort : Space::kUdpPort;
  // Numbers rather than references: so there is no branch, which nobody could predict.
  const std::uint32_t source = summary.source_port, destination = summary.destination_port;
  const std::uint32_t low = source < destination ? source : destination;
  inside.routes[0] = {port, low};
  inside.routes[1] = {port, source + destination - low};
  inside.routes[2] = {tcp ? Space::kTcpStart : Space::kUdpStart};
  inside.route_count = 3;
}

LayerPaths::Id open_plain(LayerPaths& paths, unsigned tags, const Summary& summary) {
  LayerPaths::Id path = paths.inside(LayerPaths::kNone, kEthernet.layer);
  for (unsigned i = 0; i < tags; ++i) path = paths.inside(path, kVlan.layer);
  const bool ipv4 = summary.source.kind == Address::Kind::kIpv4;
  path = paths.inside(path, ipv4 ? kIpv4.layer : kIpv6.layer);
  return paths.inside(path, summary.transport == Transport::kTcp ? kTcp.layer : kUdp.layer);
}

// There are few kinds of plain packets, and each looks up its path once.
LayerPaths::Id plain_path(LayerPaths& paths, const std::uint8_t* packet, const Summary& summary) {
  unsigned tags = 0;
  while (big<std::uint16_t>(packet + kTypeOffset + kTagSize * tags) == kVlanType) ++tags;
  const unsigned ipv6 = summary.source.kind == Address::Kind::kIpv6 ? 1 : 0;
  const unsigned udp = summary.transport == Transport::kUdp ? 1 : 0;
  LayerPaths::Id& known = paths.plain[4 * tags + 2 * ipv6 + udp];
  if (known == LayerPaths::kNone) known = open_plain(paths, tags, summary);
  return known;
}

}  // namespace

bool summarise_plain(const Payload& packet, LayerPaths* paths, Summary& summary,
                     PlainCarried& carried) {
  Rest rest = whole(packet);
  if (!skip_headers(rest.at, rest, summary)) return false;
  if (paths != nullptr) summary.path = plain_path(*paths, packet.bytes.data(), summary);
  carried.found.payload = rest.payload();
  if (rest.length == 0) {
    carried.leads = Leads::kNowhere;
  } else {
    put_routes(summary, carried.found);
    carried.leads = leads_to(carried.found);
  }
  return true;
}

}  // namespace packetglass
