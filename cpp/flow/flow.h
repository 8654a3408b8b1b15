// A conversation between two endpoints: the packets of two flows, one in each direction.
#pragma once

#include "dissect/dissection.h"
#include "record/timestamp.h"

namespace packetglass {

// What the packets of a conversation have in common. The endpoint that sorts first stands first.
struct FlowKey {
  std::array<std::uint64_t, 4> addresses{};  // two of 16 bytes
  std::uint32_t ports = 0;                   // the first one's above
  std::uint8_t kind = 0;                     // Address::Kind of both
  std::uint8_t protocol = 0;                 // of IP
  Transport transport{};                     // none: a fragment, ICMP …
  std::uint8_t unused = 0;

  bool operator==(const FlowKey&) const = default;
};

// Sums of one direction.
struct FlowSums {
  std::uint64_t bytes = 0;  // original lengths
  std::uint64_t packets = 0;
};

// What is counted of a packet.
struct FlowPacket {
  Nanoseconds time = 0;
  std::uint32_t original_length = 0;  // bytes
  std::uint32_t number = 0;           // from 1
  bool timed = true;                  // else the time is 0 without meaning
};

// What is known of a conversation.
struct Conversation {
  FlowKey key;
  FlowSums sums[2];       // 0: as the first packet went
  Nanoseconds first = 0;  // the earliest time; where none has one it is after the last
  Nanoseconds last = 0;
  std::uint32_t stream = 0;  // counted per transport, as Wireshark's tcp.stream
  std::uint16_t link = 0;    // the way that all its packets went, of LinkTable; 0: not one
  bool turned = false;       // the first packet came from the endpoint that stands second

  Address address(unsigned side) const;  // 0: whoever sent the first packet
  std::uint16_t port(unsigned side) const;
  std::uint64_t packets() const { return sums[0].packets + sums[1].packets; }
};

}  // namespace packetglass
