// Community ID, version 1.
#include "flow/community_id.h"

#include <span>
#include <vector>

#include "base/appender.h"
#include "base/sha1.h"
#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::uint8_t kIcmp = 1, kIcmpv6 = 58;
constexpr std::size_t kLongest = 40;  // seed, two addresses of IPv6, protocol, zero, two ports

// Types of messages that answer each other.
struct Pair {
  std::uint8_t one, other;
};
constexpr Pair kIcmpPairs[] = {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {10, 9}};
constexpr Pair kIcmpv6Pairs[] = {{128, 129}, {133, 134}, {135, 136},
                                 {130, 131}, {144, 145}, {139, 140}};

std::optional<std::uint8_t> counterpart(std::span<const Pair> pairs, std::uint8_t type) {
  for (const Pair& pair : pairs) {
    if (pair.one == type) return pair.other;
    if (pair.other == type) return pair.one;
  }
  return std::nullopt;
}

struct Ports {
  bool known = false;
  bool one_way = false;  // nothing answers: the order stays
  std::uint16_t source = 0, destination = 0;
};

Ports icmp_ports(const Summary& summary) {
  const auto pairs = summary.ip_protocol == kIcmp ? std::span<const Pair>(kIcmpPairs)
                                                  : std::span<const Pair>(kIcmpv6Pairs);
  const auto other = counterpart(pairs, summary.icmp_type);
  return {true, !other.has_value(), summary.icmp_type, other.value_or(summary.icmp_code)};
}

Ports ports_of(const Summary& summary) {
  if (summary.transport != Transport::kNone) {
    return {true, false, summary.source_port, summary.destination_port};
  }
  const bool icmp = summary.ip_protocol == kIcmp || summary.ip_protocol == kIcmpv6;
  return icmp && summary.has_icmp ? icmp_ports(summary) : Ports{};
}

}  // namespace

std::optional<std::string> community_id(const Summary& summary, std::uint16_t seed) {
  // A link may say one alone: cooked captures of tunnels have the sender's.
  if (!summary.source.is_ip() || summary.destination.kind != summary.source.kind) {
    return std::nullopt;
  }
  Ports ports = ports_of(summary);
  Address from = summary.source, to = summary.destination;
  const bool turned = from == to ? ports.destination < ports.source : to < from;
  if (turned && !ports.one_way) {
    std::swap(from, to);
    std::swap(ports.source, ports.destination);
  }
  std::vector<std::uint8_t> message;
  message.reserve(kLongest);
  Appender out(message, ByteOrder::kBig);
  out.u16(seed);
  out.bytes(bytes_of(from));
  out.bytes(bytes_of(to));
  out.u8(summary.ip_protocol);
  out.u8(0);
  if (ports.known) {
    out.u16(ports.source);
    out.u16(ports.destination);
  }
  std::string id = "1:";
  append_base64(id, sha1(message));
  return id;
}

}  // namespace packetglass
