// What follows IPv4 and IPv6: IANA's protocol numbers, as far as names for it are needed.
#pragma once

#include "dissect/field.h"

namespace packetglass {

inline constexpr std::uint8_t kNoNextHeader = 59;

inline constexpr Name kIpProtocolNames[] = {
    {0, "IPv6 Hop-by-Hop Option"},
    {1, "ICMP"},
    {2, "IGMP"},
    {4, "IPIP"},
    {6, "TCP"},
    {8, "EGP"},
    {9, "IGRP"},
    {17, "UDP"},
    {41, "IPv6"},
    {43, "Routing Header for IPv6"},
    {44, "Fragment Header for IPv6"},
    {46, "Reservation Protocol"},
    {47, "Generic Routing Encapsulation"},
    {50, "Encap Security Payload"},
    {51, "Authentication Header"},
    {58, "ICMPv6"},
    {59, "No Next Header for IPv6"},
    {60, "Destination Options for IPv6"},
    {88, "EIGRP"},
    {89, "OSPF IGP"},
    {94, "IPIP"},
    {103, "PIM"},
    {112, "VRRP"},
    {115, "Layer 2 Tunneling"},
    {132, "SCTP"},
    {135, "Mobile IP"},
    {136, "UDPlite"},
    {137, "MPLS in IP"},
};

// What Info says of a packet of IPv6 by what is inside.
inline std::string_view next_header_info(std::uint8_t next) {
  constexpr std::uint8_t kNone = 59;
  return next == kNone ? "IPv6 no next header" : name_of(kIpProtocolNames, next);
}

}  // namespace packetglass
