// The headers of a packet as one record: Tenzir's decapsulate(), with more link types, extension
// headers of IPv6, ICMPv6 and SCTP.
#pragma once

#include <optional>
#include <string>

#include "dissect/address.h"
#include "dissect/choices.h"
#include "record/link_type.h"

namespace packetglass {

// What is not in the packet is not set. Of tunnels it has the outermost headers.
struct Decapsulated {
  struct Ether {
    Address source, destination;
    std::uint16_t type;  // EtherType
  };
  struct Ip {
    Address source, destination;
    std::uint8_t type;  // protocol; of IPv6 what is behind its extension headers
  };
  struct Ports {
    std::uint16_t source, destination;
  };
  struct Icmp {
    std::uint8_t type, code;
  };

  std::optional<Ether> ether;
  std::optional<std::uint16_t> outer_vlan, inner_vlan;  // identifiers
  std::optional<Ip> ip;
  std::optional<Ports> tcp, udp, sctp;
  std::optional<Icmp> icmp;  // of IPv4 or IPv6
  std::optional<std::string> community_id;
};

// `packet` are the captured bytes; a header that was truncated is left out. Dissected as
// the user chose, where `choices` are given.
Decapsulated decapsulate(Bytes packet, std::size_t original_length, LinkType link_type,
                         std::uint16_t seed = 0, const Choices* choices = nullptr);

// "02-00-00-00-00-01": a MAC address as the record has it.
std::string dashed_text(const Address& mac);

}  // namespace packetglass
