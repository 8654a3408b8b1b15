// What follows in a PPP packet: IANA's registry, as far as names for it are needed.
#pragma once

#include "dissect/field.h"

namespace packetglass {

inline constexpr Name kPppProtocolNames[] = {
    {0x0001, "Padding Protocol"},
    {0x0021, "Internet Protocol version 4"},
    {0x0023, "OSI Network Layer"},
    {0x002b, "Novell IPX"},
    {0x002d, "Van Jacobson Compressed TCP/IP"},
    {0x002f, "Van Jacobson Uncompressed TCP/IP"},
    {0x0031, "Bridging PDU"},
    {0x003d, "Multi-Link"},
    {0x0053, "Encryption"},
    {0x0057, "Internet Protocol version 6"},
    {0x00fb, "Single link compression in multilink"},
    {0x00fd, "Compressed datagram"},
    {0x0207, "Cisco Discovery Protocol"},
    {0x0281, "MPLS Unicast"},
    {0x0283, "MPLS Multicast"},
    {0x8021, "Internet Protocol Control Protocol"},
    {0x8023, "OSI Network Layer Control Protocol"},
    {0x802b, "Novell IPX Control Protocol"},
    {0x8031, "Bridging NCP"},
    {0x8053, "Encryption Control Protocol"},
    {0x8057, "IPv6 Control Protocol"},
    {0x80fb, "Single link compression in multilink control"},
    {0x80fd, "Compression Control Protocol"},
    {0x8207, "Cisco Discovery Protocol Control Protocol"},
    {0x8281, "MPLS Control Protocol"},
    {0xc021, "Link Control Protocol"},
    {0xc023, "Password Authentication Protocol"},
    {0xc025, "Link Quality Report"},
    {0xc029, "Callback Control Protocol (CBCP)"},
    {0xc02b, "BACP Bandwidth Allocation Control Protocol"},
    {0xc02d, "BAP Bandwidth Allocation Protocol"},
    {0xc223, "Challenge Handshake Authentication Protocol"},
    {0xc227, "Extensible Authentication Protocol"},
};

}  // namespace packetglass
