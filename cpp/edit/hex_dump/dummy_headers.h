// Headers before bytes of a dump that have none, as text2pcap makes them up.
#pragma once

#include <optional>
#include <variant>

#include "base/result.h"
#include "edit/build/layers.h"
#include "edit/hex_dump/hex_dump_reader.h"
#include "record/link_type.h"

namespace packetglass {

struct DummyPorts {
  std::uint16_t source = 0, destination = 0;
};
struct DummyUdp : DummyPorts {};
struct DummyTcp : DummyPorts {};
struct DummySctp : DummyPorts {
  std::uint32_t verification_tag = 0;
};
// With the header of a DATA chunk.
struct DummySctpData : DummyPorts {
  std::uint32_t payload_protocol = 0;
};

struct Ipv4Pair {
  build::Ipv4Address source, destination;
};
struct Ipv6Pair {
  build::Ipv6Address source, destination;
};

// What is set asks for all that is outside of it too.
struct DummyHeaders {
  std::optional<std::uint16_t> ether_type;
  std::optional<std::uint8_t> ip_protocol;
  std::variant<std::monostate, DummyUdp, DummyTcp, DummySctp, DummySctpData> transport{};
  // 10.1.1.1 to 10.2.2.2, unless others are given.
  std::variant<Ipv4Pair, Ipv6Pair> addresses = Ipv4Pair{{10, 1, 1, 1}, {10, 2, 2, 2}};

  bool with_ip() const { return ip_protocol || transport.index() != 0; }
  bool any() const { return ether_type || with_ip(); }
};

// Puts the headers before one packet after another. Outbound ones go the other way.
class DummyHeaderMaker {
 public:
  // Why packets of this link type cannot have these headers; empty when they can. Ethernet has all
  // of them, raw IP those of IP and what is in it.
  static std::string refuse(const DummyHeaders& headers, LinkType link_type);

  // `directed`: that directions are said, so that TCP acknowledges what came the other way.
  DummyHeaderMaker(const DummyHeaders& headers, LinkType link_type, bool directed)
      : headers_(headers), ethernet_(link_type == kLinkTypeEthernet), directed_(directed) {}

  // The packet with these bytes behind its headers; kPacketTooLarge where they cannot say so many.
  Result<build::Octets> wrap(Bytes payload, Direction direction);

 private:
  using Layers = std::vector<build::AnyLayer>;

  void add_ethernet(Layers& layers, bool outbound) const;
  void add_ip(Layers& layers, bool outbound) const;
  void add(Layers&, std::monostate, std::size_t, bool) {}
  void add(Layers& layers, const DummyUdp& udp, std::size_t size, bool outbound);
  void add(Layers& layers, const DummyTcp& tcp, std::size_t size, bool outbound);
  void add(Layers& layers, const DummySctp& sctp, std::size_t size, bool outbound);
  void add(Layers& layers, const DummySctpData& sctp, std::size_t size, bool outbound);

  DummyHeaders headers_;
  bool ethernet_;
  bool directed_;
  std::uint32_t sequence_[2] = {0, 0};  // of TCP: inbound and outbound
  std::uint32_t chunks_ = 0;            // of SCTP so far
};

}  // namespace packetglass
