// What follows in Cisco's HDLC and in its frames of frame relay: mostly EtherTypes.
#pragma once

#include "dissect/field.h"

namespace packetglass {

inline constexpr Name kHdlcProtocolNames[] = {{0x2000, "Cisco Discovery Protocol"},
                                              {0x0800, "IP"},
                                              {0x86dd, "IPv6"},
                                              {0x8035, "SLARP"},
                                              {0x8038, "DEC LanBridge"},
                                              {0x4242, "Spanning Tree BPDU"},
                                              {0x809b, "Appletalk"},
                                              {0x80f3, "AARP"},
                                              {0x8137, "Netware IPX/SPX"},
                                              {0x6558, "Transparent Ethernet bridging"},
                                              {0xfefe, "OSI"},
                                              {0x8847, "MPLS unicast"},
                                              {0x8848, "MPLS multicast"}};

}  // namespace packetglass
