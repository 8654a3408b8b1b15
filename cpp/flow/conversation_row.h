// A conversation as the table keeps it: what a packet changes, in one line of the cache.
#pragma once

#include <algorithm>

#include "flow/flow.h"

namespace packetglass {

// What a key has in addition to addresses, in one number.
struct KeyRest {
  // Ports, protocol, kind and transport as in FlowKey; the lowest bit: whether the source of the
  // packet stands second.
  std::uint64_t bits;

  static KeyRest of(const Summary& summary, std::uint64_t first_port, std::uint64_t second_port,
                    bool turned) {
    return {first_port << 48 | second_port << 32 | std::uint64_t{summary.ip_protocol} << 24 |
            std::uint64_t(summary.source.kind) << 16 | std::uint64_t(summary.transport) << 8 |
            std::uint64_t{turned}};
  }

  Address::Kind kind() const { return static_cast<Address::Kind>(bits >> 16 & 0xff); }
  bool is_ipv6() const { return kind() == Address::Kind::kIpv6; }
  bool is_tcp() const { return (bits >> 8 & 0xff) == std::uint64_t(Transport::kTcp); }
  bool turned() const { return (bits & 1) != 0; }
  std::uint16_t first_port() const { return static_cast<std::uint16_t>(bits >> 48); }
  std::uint16_t second_port() const { return static_cast<std::uint16_t>(bits >> 32); }
  bool same_key(KeyRest other) const { return bits >> 8 == other.bits >> 8; }
  bool same_way(KeyRest other) const { return turned() == other.turned(); }
};

// The key of a packet's conversation, and which way the packet goes.
struct KeyedPacket {
  std::array<std::uint64_t, 4> addresses;  // IPv6: two of 16 bytes; IPv4: the first number is both
  KeyRest rest;
};

// Of packets with addresses of IPv4 and IPv6.
inline void key_ipv4(const Summary& summary, KeyedPacket& keyed) {
  const auto side = [](const Address& address, std::uint16_t port) {
    return std::uint64_t{load<std::uint32_t>(address.bytes.data(), ByteOrder::kBig)} << 16 | port;
  };
  const std::uint64_t source = side(summary.source, summary.source_port);
  const std::uint64_t destination = side(summary.destination, summary.destination_port);
  // Which one is less nobody can predict: exchanged without a branch.
  const bool turned = destination < source;
  const std::uint64_t exchanged = (source ^ destination) & -std::uint64_t{turned};
  const std::uint64_t first = source ^ exchanged, second = destination ^ exchanged;
  keyed.addresses[0] = first >> 16 << 32 | second >> 16;
  keyed.rest = KeyRest::of(summary, first & 0xffff, second & 0xffff, turned);
}
void key_ipv6(const Summary& summary, KeyedPacket& keyed);

// Of a packet that has IP addresses.
inline void key_packet(const Summary& summary, KeyedPacket& keyed) {
  const bool ipv4 = summary.source.kind == Address::Kind::kIpv4;
  ipv4 ? key_ipv4(summary, keyed) : key_ipv6(summary, keyed);
}

struct alignas(64) ConversationRow {
  std::uint64_t addresses;  // IPv4: both; IPv6: which pair
  KeyRest rest;             // of its first packet
  std::uint64_t bytes[2];
  Nanoseconds first, last;
  std::uint32_t packets[2];      // the lower bits
  std::uint8_t more_packets[2];  // and 8 above them: 2^40 packets are 17 TB of record headers
  std::uint16_t link;            // of LinkTable: the way that all its packets went
  std::uint32_t stream;

  void count(unsigned side, std::uint32_t length) {
    bytes[side] += length;
    if (++packets[side] == 0) ++more_packets[side];
  }
  void reach(Nanoseconds time) {
    first = std::min(first, time);
    last = std::max(last, time);
  }

  // What is known of it; `pair` is that of IPv6, unused else.
  Conversation conversation(const std::array<std::uint64_t, 4>* pair) const;
};
static_assert(sizeof(ConversationRow) == 64);

}  // namespace packetglass
