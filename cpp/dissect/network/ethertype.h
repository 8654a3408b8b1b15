// What follows in an Ethernet packet: registry of IEEE, as far as names for it are needed.
#pragma once

#include "dissect/field.h"

namespace packetglass {

inline constexpr Name kEtherTypeNames[] = {
    {0x0800, "IPv4"},
    {0x0806, "ARP"},
    {0x0842, "Wake on LAN"},
    {0x22f0, "IEEE 1722 Audio Video Transport Protocol"},
    {0x22f3, "Transparent Interconnection of Lots of Links"},
    {0x2452, "IEEE 802.11 (Centrino promiscuous)"},
    {0x6003, "DEC DNA Routing"},
    {0x6558, "Transparent Ethernet bridging"},
    {0x8035, "RARP"},
    {0x809b, "AppleTalk (EtherTalk)"},
    {0x80f3, "AppleTalk Address Resolution Protocol (AARP)"},
    {0x8100, "802.1Q Virtual LAN"},
    {0x8137, "Novell Netware IPX"},
    {0x86dd, "IPv6"},
    {0x8808, "MAC Control"},
    {0x8809, "Slow Protocols"},
    {0x8847, "MPLS label switched packet"},
    {0x8848, "MPLS multicast label switched packet"},
    {0x8863, "PPPoE Discovery"},
    {0x8864, "PPPoE Session"},
    {0x888e, "802.1X Authentication"},
    {0x8892, "PROFINET"},
    {0x88a4, "EtherCAT frame"},
    {0x88a8, "802.1ad Provider Bridge (Q-in-Q)"},
    {0x88b8, "IEC 61850/GOOSE"},
    {0x88be, "ERSPAN"},
    {0x88cc, "802.1 Link Layer Discovery Protocol (LLDP)"},
    {0x88e5, "802.1AE (MACsec)"},
    {0x88e7, "802.1ah Provider Backbone Bridge (mac-in-mac)"},
    {0x88f7, "PTPv2 over Ethernet (IEEE1588)"},
    {0x88fb, "Parallel Redundancy Protocol (PRP) and HSR Supervision (IEC62439 Part 3)"},
    {0x8902, "IEEE 802.1Q Connectivity Fault Management (CFM) protocol"},
    {0x8903, "Data Center Ethernet (DCE) protocol(Cisco)"},
    {0x8906, "Fibre Channel over Ethernet"},
    {0x8909, "CiscoMetaData"},
    {0x8926, "VN-Tag"},
    {0x892f, "High-availability Seamless Redundancy (IEC62439 Part 3)"},
    {0x893f, "802.1br Bridge Port Extension E-Tag"},
    {0x9000, "Loopback"},
    {0x9100, "802.1QinQ"},
    {0xf1c1, "802.1CB Frame Replication and Elimination for Reliability"},
};

}  // namespace packetglass
