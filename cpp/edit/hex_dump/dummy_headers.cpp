// Headers before bytes of a dump that have none, as text2pcap makes them up.
#include "edit/hex_dump/dummy_headers.h"

#include <algorithm>
#include <utility>

#include "edit/build/build_packet.h"

namespace packetglass {
namespace {

constexpr LinkType kRawIp = 101;
constexpr LinkType kRawIpv4 = 228;
constexpr LinkType kRawIpv6 = 229;

constexpr build::MacAddress kReceiver{0x20, 'R', 'E', 'C', 'V', 0};
constexpr build::MacAddress kSender{0x20, 'S', 'E', 'N', 'D', 0};

template <typename T>
std::pair<T, T> directed(const T& source, const T& destination, bool outbound) {
  return outbound ? std::pair(destination, source) : std::pair(source, destination);
}

}  // namespace

std::string DummyHeaderMaker::refuse(const DummyHeaders& headers, LinkType link_type) {
  if (!headers.any() || link_type == kLinkTypeEthernet) return {};
  const std::string name = link_type_name(link_type);
  if (headers.ether_type)
    return "Packets of the link type " + name + " have no header of Ethernet.";
  const bool v4 = std::holds_alternative<Ipv4Pair>(headers.addresses);
  const bool fits = link_type == kRawIp || link_type == (v4 ? kRawIpv4 : kRawIpv6);
  if (fits) return {};
  return "Packets of the link type " + name + " do not begin with a header of " +
         (v4 ? "IPv4." : "IPv6.");
}

void DummyHeaderMaker::add_ethernet(Layers& layers, bool outbound) const {
  const auto [source, destination] = directed(kSender, kReceiver, outbound);
  layers.emplace_back(build::Ethernet{destination, source, headers_.ether_type, true});
}

void DummyHeaderMaker::add_ip(Layers& layers, bool outbound) const {
  if (const auto* v4 = std::get_if<Ipv4Pair>(&headers_.addresses)) {
    const auto [source, destination] = directed(v4->source, v4->destination, outbound);
    build::Ipv4 ip;
    ip.source = source;
    ip.destination = destination;
    ip.identification = 0x1234;
    ip.time_to_live = 255;
    ip.protocol = headers_.ip_protocol;
    layers.emplace_back(ip);
  } else if (const auto* v6 = std::get_if<Ipv6Pair>(&headers_.addresses)) {
    const auto [source, destination] = directed(v6->source, v6->destination, outbound);
    build::Ipv6 ip;
    ip.source = source;
    ip.destination = destination;
    ip.hop_limit = 32;
    ip.next_header = headers_.ip_protocol;
    layers.emplace_back(ip);
  }
}

void DummyHeaderMaker::add(Layers& layers, const DummyUdp& udp, std::size_t, bool outbound) {
  const auto [source, destination] = directed(udp.source, udp.destination, outbound);
  layers.emplace_back(build::Udp{source, destination});
}

void DummyHeaderMaker::add(Layers& layers, const DummyTcp& tcp, std::size_t size, bool outbound) {
  const auto [source, destination] = directed(tcp.source, tcp.destination, outbound);
  build::Tcp header{.source = source, .destination = destination};
  header.sequence = sequence_[outbound ? 1 : 0];
  header.acknowledgment = directed_ ? sequence_[outbound ? 0 : 1] : 0;
  header.flags = directed_ ? build::kAck : 0;
  header.window = 0x2000;
  sequence_[outbound ? 1 : 0] += static_cast<std::uint32_t>(size);
  layers.emplace_back(header);
}

void DummyHeaderMaker::add(Layers& layers, const DummySctp& sctp, std::size_t, bool outbound) {
  const auto [source, destination] = directed(sctp.source, sctp.destination, outbound);
  layers.emplace_back(build::Sctp{source, destination, sctp.verification_tag});
}

void DummyHeaderMaker::add(Layers& layers, const DummySctpData& sctp, std::size_t, bool outbound) {
  const auto [source, destination] = directed(sctp.source, sctp.destination, outbound);
  layers.emplace_back(build::Sctp{source, destination, 0});
  build::SctpData chunk;
  chunk.tsn = chunks_;
  chunk.stream_sequence = static_cast<std::uint16_t>(chunks_);
  chunk.payload_protocol = sctp.payload_protocol;
  ++chunks_;
  layers.emplace_back(chunk);
}

Result<build::Octets> DummyHeaderMaker::wrap(Bytes payload, Direction direction) {
  const bool outbound = direction == Direction::kOutbound;
  Layers layers;
  if (ethernet_ && headers_.any()) add_ethernet(layers, outbound);
  if (headers_.with_ip()) add_ip(layers, outbound);
  std::visit([&](const auto& transport) { add(layers, transport, payload.size(), outbound); },
             headers_.transport);
  layers.emplace_back(build::Payload{{payload.begin(), payload.end()}});
  return build::build_packet(layers);
}

}  // namespace packetglass
