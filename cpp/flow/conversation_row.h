// A conversation as the table keeps it: what a packet changes, in one line of the cache.
#pragma once

#include "flow/flow.h"

namespace packetglass {

struct alignas(64) ConversationRow {
  std::uint64_t addresses;  // IPv4: both, the first one's above; IPv6: which pair
  std::uint32_t ports;      // as in FlowKey, like the next three
  std::uint8_t kind;
  std::uint8_t protocol;
  Transport transport;
  bool turned;  // the first packet came from the endpoint that stands second
  std::uint64_t bytes[2];
  Nanoseconds first, last;
  std::uint32_t packets[2];       // the lower bits
  std::uint16_t more_packets[2];  // and 16 above them: 2^48 packets are 4 PB of record headers
  std::uint32_t stream;

  bool is_ipv6() const { return kind == static_cast<std::uint8_t>(Address::Kind::kIpv6); }
  bool is_tcp() const { return transport == Transport::kTcp; }

  void count(unsigned side, std::uint32_t length, Nanoseconds time) {
    bytes[side] += length;
    if (++packets[side] == 0) ++more_packets[side];
    first = std::min(first, time);
    last = std::max(last, time);
  }

  FlowSums sums(unsigned side) const {
    return {bytes[side], std::uint64_t{more_packets[side]} << 32 | packets[side]};
  }
};
static_assert(sizeof(ConversationRow) == 64);

}  // namespace packetglass
