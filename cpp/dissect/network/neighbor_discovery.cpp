// Neighbour discovery for IPv6: RFC 4861; default router preferences RFC 4191.
#include "dissect/network/neighbor_discovery.h"

namespace packetglass {
namespace {

constexpr Name kPreferenceNames[] = {{0, "Medium"}, {1, "High"}, {2, "Reserved"}, {3, "Low"}};

constexpr Field kReserved{"icmpv6.reserved", "Reserved", Shape::kBytes};
constexpr Field kHopLimit{"icmpv6.nd.ra.cur_hop_limit", "Cur hop limit", Shape::kNumber8};
constexpr Field kRouterFlags{"icmpv6.nd.ra.flag", "Flags", Shape::kHex8};
constexpr Field kManaged{"icmpv6.nd.ra.flag.m", "Managed address configuration", Shape::kFlag,
                         0x80};
constexpr Field kOther{"icmpv6.nd.ra.flag.o", "Other configuration", Shape::kFlag, 0x40};
constexpr Field kHomeAgent{"icmpv6.nd.ra.flag.h", "Home Agent", Shape::kFlag, 0x20};
constexpr Field kPreference{"icmpv6.nd.ra.flag.prf", "Prf (Default Router Preference)",
                            Shape::kNumber8, 0x18, kPreferenceNames};
constexpr Field kProxy{"icmpv6.nd.ra.flag.p", "Proxy", Shape::kFlag, 0x04};
constexpr Field kRouterReserved{"icmpv6.nd.ra.flag.rsv", "Reserved", Shape::kNumber8, 0x03};
constexpr Field kLifetime{"icmpv6.nd.ra.router_lifetime", "Router lifetime (s)", Shape::kNumber16};
constexpr Field kReachable{"icmpv6.nd.ra.reachable_time", "Reachable time (ms)", Shape::kNumber32};
constexpr Field kRetransmit{"icmpv6.nd.ra.retrans_timer", "Retrans timer (ms)", Shape::kNumber32};
constexpr Field kSolicited{"icmpv6.nd.ns.target_address", "Target Address", Shape::kIpv6};
constexpr Field kNeighborFlags{"icmpv6.nd.na.flag", "Flags", Shape::kHex32};
constexpr Field kIsRouter{"icmpv6.nd.na.flag.r", "Router", Shape::kFlag, 0x80000000};
constexpr Field kIsSolicited{"icmpv6.nd.na.flag.s", "Solicited", Shape::kFlag, 0x40000000};
constexpr Field kOverride{"icmpv6.nd.na.flag.o", "Override", Shape::kFlag, 0x20000000};
constexpr Field kNeighborReserved{"icmpv6.nd.na.flag.rsv", "Reserved", Shape::kNumber32,
                                  0x1fffffff};
constexpr Field kAdvertised{"icmpv6.nd.na.target_address", "Target Address", Shape::kIpv6};
constexpr Field kBetterHop{"icmpv6.nd.rd.target_address", "Target Address", Shape::kIpv6};
constexpr Field kRedirected{"icmpv6.rd.na.destination_address", "Destination Address",
                            Shape::kIpv6};

// " 2001:db8::2 (rtr, sol, ovr)", as the column Info has it.
std::string advertisement_text(const Address& target, std::uint32_t flags) {
  static constexpr Name kWords[] = {{0x80000000, "rtr"}, {0x40000000, "sol"}, {0x20000000, "ovr"}};
  std::string words;
  for (const Name& word : kWords) {
    if ((flags & word.number) == 0) continue;
    if (!words.empty()) words += ", ";
    words += word.text;
  }
  return " " + to_text(target) + " (" + (words.empty() ? "none" : words) + ")";
}

void read_router_advertisement(Layer& icmp) {
  icmp.u8(kHopLimit);
  const std::uint8_t flags = icmp.u8(kRouterFlags);
  icmp.parts(flags, {&kManaged, &kOther, &kHomeAgent, &kPreference, &kProxy, &kRouterReserved});
  icmp.u16(kLifetime);
  icmp.u32(kReachable);
  icmp.u32(kRetransmit);
}

void read_neighbor_solicitation(Layer& icmp) {
  icmp.bytes(kReserved, 4);
  const Address target = icmp.ipv6(kSolicited);
  std::string* const info = icmp.info();
  if (info != nullptr && !icmp.truncated()) *info += " for " + to_text(target);
}

void read_neighbor_advertisement(Layer& icmp) {
  const std::uint32_t flags = icmp.u32(kNeighborFlags);
  icmp.parts(flags, {&kIsRouter, &kIsSolicited, &kOverride, &kNeighborReserved});
  const Address target = icmp.ipv6(kAdvertised);
  std::string* const info = icmp.info();
  if (info != nullptr && !icmp.truncated()) *info += advertisement_text(target, flags);
}

void read_redirect(Layer& icmp) {
  icmp.bytes(kReserved, 4);
  icmp.ipv6(kBetterHop);
  icmp.ipv6(kRedirected);
}

constexpr FieldSpan kFields[] = {
    kReserved,   kHopLimit,      kRouterFlags,    kManaged,     kOther,     kHomeAgent,
    kPreference, kProxy,         kRouterReserved, kLifetime,    kReachable, kRetransmit,
    kSolicited,  kNeighborFlags, kIsRouter,       kIsSolicited, kOverride,  kNeighborReserved,
    kAdvertised, kBetterHop,     kRedirected};

}  // namespace

Outcome read_neighbor_discovery(Layer& icmp, std::uint8_t type) {
  switch (type) {
    case 133:
      icmp.bytes(kReserved, 4);
      break;
    case 134:
      read_router_advertisement(icmp);
      break;
    case 135:
      read_neighbor_solicitation(icmp);
      break;
    case 136:
      read_neighbor_advertisement(icmp);
      break;
    default:
      read_redirect(icmp);
      break;
  }
  if (icmp.truncated()) return stop("the message is incomplete");
  read_neighbor_options(icmp);
  return icmp.truncated() ? stop("an option is incomplete") : done();
}

extern constexpr FieldList kNeighborDiscoveryFields = kFields;

}  // namespace packetglass
