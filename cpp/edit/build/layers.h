// The layers that packets are built of, from the outside to the inside: as many of each, and in
// any order. What is not set follows from the layers inside: types, lengths and checksums.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"

namespace packetglass::build {

using Octets = std::vector<std::uint8_t>;
using MacAddress = std::array<std::uint8_t, 6>;
using Ipv4Address = std::array<std::uint8_t, 4>;
using Ipv6Address = std::array<std::uint8_t, 16>;

// IEEE 802.3, without a frame check sequence.
struct Ethernet {
  MacAddress destination{};
  MacAddress source{};
  std::optional<std::uint16_t> type;  // that of the layer inside, else 0
  bool padded = false;                // with zeros behind the packet to the 60 bytes of a frame
};

// IEEE 802.1Q. The type of the layer around it is 0x8100, unless that says another.
struct Vlan {
  std::uint16_t id = 0;       // of 12 bits
  std::uint8_t priority = 0;  // of 3 bits
  bool drop_eligible = false;
  std::optional<std::uint16_t> type;
};

// RFC 791.
struct Ipv4 {
  Ipv4Address source{};
  Ipv4Address destination{};
  std::uint8_t traffic_class = 0;  // DSCP and ECN
  std::uint16_t identification = 0;
  bool dont_fragment = false;
  bool more_fragments = false;
  std::uint16_t fragment_offset = 0;  // in units of 8 bytes, 13 bits
  std::uint8_t time_to_live = 64;
  std::optional<std::uint8_t> protocol;
  Octets options{};  // padded with zeros to words of 4 bytes; 40 bytes at most
  std::optional<std::uint16_t> length{};
  std::optional<std::uint16_t> checksum{};
};

// RFC 8200.
struct Ipv6 {
  Ipv6Address source{};
  Ipv6Address destination{};
  std::uint8_t traffic_class = 0;
  std::uint32_t flow_label = 0;  // of 20 bits
  std::uint8_t hop_limit = 64;
  std::optional<std::uint8_t> next_header;
  std::optional<std::uint16_t> length{};
};

// RFC 792: type, code and the four bytes whose meaning these say.
struct Icmp {
  std::uint8_t type = 8;  // echo request
  std::uint8_t code = 0;
  std::uint32_t rest = 0;  // echo: identifier and sequence number
  std::optional<std::uint16_t> checksum{};
};

// RFC 4443.
struct Icmpv6 {
  std::uint8_t type = 128;  // echo request
  std::uint8_t code = 0;
  std::uint32_t rest = 0;
  std::optional<std::uint16_t> checksum{};
};

// RFC 768. Without a layer of IP around it the checksum is 0, which says that there is none.
struct Udp {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
  std::optional<std::uint16_t> length{};
  std::optional<std::uint16_t> checksum{};
};

// RFC 9293. Without a layer of IP around it the checksum is 0.
struct Tcp {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgment = 0;
  std::uint16_t flags = 0;  // TcpFlag, added up; 12 bits
  std::uint16_t window = 65535;
  std::uint16_t urgent_pointer = 0;
  Octets options{};  // as TcpOptions makes them: padded to words of 4 bytes; 40 bytes at most
  std::optional<std::uint16_t> checksum{};
};

enum TcpFlag : std::uint16_t {
  kFin = 0x001,
  kSyn = 0x002,
  kReset = 0x004,
  kPush = 0x008,
  kAck = 0x010,
  kUrgent = 0x020,
  kEce = 0x040,
  kCwr = 0x080,
  kAccurateEcn = 0x100,
};

// RFC 9260: the common header; its chunks are the layers inside.
struct Sctp {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
  std::uint32_t verification_tag = 0;
  std::optional<std::uint32_t> checksum{};  // CRC32c, as a number
};

// A DATA chunk of SCTP, padded with zeros to words of 4 bytes.
struct SctpData {
  std::uint8_t flags = 3;  // a whole message: it begins and ends here
  std::uint32_t tsn = 0;
  std::uint16_t stream = 0;
  std::uint16_t stream_sequence = 0;
  std::uint32_t payload_protocol = 0;
};

// RFC 1035. Names are labels with dots between them: "example.com", "." or nothing the root; \.
// and \DDD are as in section 5.1. They are written whole, never compressed.
struct DnsQuestion {
  std::string name;
  std::uint16_t type = 1;   // A
  std::uint16_t klass = 1;  // IN
};
struct DnsRecord {
  std::string name;
  std::uint16_t type = 1;
  std::uint16_t klass = 1;
  std::uint32_t time_to_live = 0;  // seconds
  Octets data{};
};
struct Dns {
  std::uint16_t id = 0;
  std::uint16_t flags = 0x0100;  // recursion desired
  std::vector<DnsQuestion> questions{};
  std::vector<DnsRecord> answers{};
  std::vector<DnsRecord> authorities{};
  std::vector<DnsRecord> additionals{};
  bool length_prefixed = false;  // as over TCP: two bytes of length before the message
};

// Bytes as they are.
struct Payload {
  Octets bytes;
};

using AnyLayer =
    std::variant<Ethernet, Vlan, Ipv4, Ipv6, Icmp, Icmpv6, Udp, Tcp, Sctp, SctpData, Dns, Payload>;

}  // namespace packetglass::build
