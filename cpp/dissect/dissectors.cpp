// THE TABLE of dissectors. To add one: a new file that defines it, and its line here.
#include "dissect/dissectors.h"

#include <algorithm>
#include <vector>

namespace packetglass {

extern const Dissector kEthernet, kVlan, kArp, kIpv4, kIpv6, kIpv6HopByHop, kIpv6Routing,
    kIpv6Fragment, kIpv6Destination, kAuthentication, kIcmp, kTcp, kUdp, kRawIp, kNull,
    kLinuxCooked1, kLinuxCooked2, kLlc, kSpanningTree, kXid, kProviderBridge, kBackboneBridge,
    kIcmpv6, kIgmp, kGre, kEsp, kEspInUdp, kVxlan, kGeneve, kMpls, kPseudoWire, kLoopbackTest,
    kWakeOnLan, kPpp, kPppWithDirection, kLinkControl, kIpControl, kIpv6Control,
    kCompressionControl, kPasswordAuthentication, kChallengeAuthentication, kPppoeDiscovery,
    kPppoeSession, kLldp, kCdp, kWireless, kWirelessWithFcs, kRadiotap, kEapol, kEap, kGtp, kL2tp,
    kSctp, kOspf, kBgp, kPpi, kPrism, kPktap, kIpnet, kPim;
extern const Dissector kDhcp, kDhcpv6, kTftp, kNtp, kSyslog, kSnmp, kRadius;
extern const Dissector kSsdp, kSip, kSdp, kMqtt, kMqttNext, kModbusTcp, kModbusQuery,
    kModbusAnswer, kWireguard, kStun, kLdap, kLdapNext, kCldap, kKerberos, kKerberosOverTcp;
extern const Dissector kNbns, kNbdgm, kNbss, kSmb, kSmb2;
extern const Dissector kDns, kDnsOverTcp, kMulticastDns, kLinkLocalDns;
// application
extern const Dissector kTls, kDtls, kQuic, kHttp, kFtp, kSmtp, kPop, kImap, kIrc, kTelnet, kSsh,
    kMysql, kPostgresql, kRedis, kBittorrent;
extern const Dissector kRtp, kRtcp;
// link layers of their own link type
extern const Dissector kFddi, kTokenRing, kCiscoHdlc, kSlarp, kFrameRelay, kArcnetBsd,
    kArcnetLinux, kIpoib, kNflog, kCan, kCanCooked, kCanFdCooked, kVsock, kUsbLinux, kUsbMapped,
    kUsbPcap, kPflog, kEnc;
// overlays
extern const Dissector kVxlanGpe, kNsh, kErspanBare, kErspan, kTeredo, kLispData;

namespace {

constexpr const Dissector* kDissectors[] = {
    // link
    &kEthernet, &kVlan, &kArp, &kRawIp, &kNull, &kLinuxCooked1, &kLinuxCooked2, &kLlc,
    &kSpanningTree, &kXid, &kProviderBridge, &kBackboneBridge, &kMpls, &kPseudoWire,
    &kLoopbackTest, &kWakeOnLan, &kPpp, &kPppWithDirection, &kLinkControl, &kIpControl,
    &kIpv6Control, &kCompressionControl, &kPasswordAuthentication, &kChallengeAuthentication,
    &kPppoeDiscovery, &kPppoeSession, &kLldp, &kCdp, &kWireless, &kWirelessWithFcs, &kRadiotap,
    &kEapol, &kEap, &kPpi, &kPrism, &kPktap, &kIpnet,
    // link: of their own link type
    &kFddi, &kTokenRing, &kCiscoHdlc, &kSlarp, &kFrameRelay, &kArcnetBsd, &kArcnetLinux, &kIpoib,
    &kNflog, &kCan, &kCanCooked, &kCanFdCooked, &kVsock, &kUsbLinux, &kUsbMapped, &kUsbPcap,
    &kPflog, &kEnc,
    // network
    &kIpv4, &kIpv6, &kIpv6HopByHop, &kIpv6Routing, &kIpv6Fragment, &kIpv6Destination,
    &kAuthentication, &kIcmp, &kIcmpv6, &kIgmp, &kGre, &kEsp, &kEspInUdp, &kVxlan, &kGeneve, &kGtp,
    &kL2tp, &kOspf, &kBgp, &kPim,
    // network: overlays
    &kVxlanGpe, &kNsh, &kErspanBare, &kErspan, &kTeredo, &kLispData,
    // transport
    &kTcp, &kUdp, &kSctp,
    // application: hosts
    &kDhcp, &kDhcpv6, &kTftp, &kNtp, &kSyslog, &kSnmp, &kRadius,
    // application: names
    &kDns, &kDnsOverTcp, &kMulticastDns, &kLinkLocalDns, &kNbns, &kNbdgm, &kNbss, &kSmb, &kSmb2,
    // application: talk
    &kSsdp, &kSip, &kSdp, &kMqtt, &kMqttNext, &kModbusTcp, &kModbusQuery, &kModbusAnswer,
    &kWireguard, &kStun, &kLdap, &kLdapNext, &kCldap, &kKerberos, &kKerberosOverTcp,
    // application: encrypted
    &kTls, &kDtls, &kQuic,
    // application: text
    &kHttp, &kFtp, &kSmtp, &kPop, &kImap, &kIrc, &kTelnet, &kSsh,
    // application: media
    &kRtp, &kRtcp,
    // application: others
    &kMysql, &kPostgresql, &kRedis, &kBittorrent,
    // anything
    &kBytesLeft};

// All routes. Numbers of 16 bits, which are all but a few, have a place each; whether it is empty,
// as most are, bits say that are likely to be in the cache.
class RouteTable {
 public:
  RouteTable() : taken_(kPlaces / 64), places_(kPlaces) {
    for (std::size_t i = 0; i < std::size(kDissectors); ++i) {
      for (const Route& route : kDissectors[i]->routes) put(route, i);
    }
  }

  const Dissector* find(const Route& route) const {
    const auto space = static_cast<std::size_t>(route.space);
    if (space < kDenseSpaces && route.number < kDense) {
      const std::size_t at = space * kDense + route.number;
      return bit(taken_, at) ? kDissectors[places_[at]] : nullptr;
    }
    for (const Sparse& sparse : sparse_) {
      if (sparse.route.space == route.space && sparse.route.number == route.number) {
        return sparse.dissector;
      }
    }
    return nullptr;
  }

  bool leads_to_any(const Outcome& found) const {
    for (std::size_t i = 0; i < found.route_count; ++i) {
      if (may_be_taken(found.routes[i], found.payload.bytes)) return true;
    }
    return false;
  }

  bool may_be_taken(const Route& route, const Bytes& payload) const {
    if (!is_start(route.space)) return may_take(find(route), payload);
    for (const Dissector* dissector : recognising(route.space, payload)) {
      if (recognised(*dissector, payload)) return true;
    }
    return false;
  }

  std::span<const Dissector* const> recognising(Space space, Bytes payload) const {
    const Signatures& signatures = space == Space::kTcpStart ? tcp_ : udp_;
    if (payload.empty() || !signatures.first[payload[0]]) return {};
    return signatures.dissectors;
  }

 private:
  static constexpr std::size_t kDense = 65536;
  static constexpr std::size_t kDenseSpaces = 8;
  static constexpr std::size_t kPlaces = kDenseSpaces * kDense;
  static_assert(static_cast<std::size_t>(Space::kUdpPort) < kDenseSpaces);
  static_assert(std::size(kDissectors) <= 256);

  struct Sparse {
    Route route;
    const Dissector* dissector;
  };

  struct Signatures {
    std::vector<const Dissector*> dissectors;
    std::array<bool, 256> first{};  // whether one of them begins with the byte

    void add(const Dissector* dissector) {
      dissectors.push_back(dissector);
      const auto [low, high] = dissector->first;
      std::fill(first.begin() + low, first.begin() + high + 1, true);
    }
  };

  template <typename Words>
  static bool bit(const Words& words, std::size_t at) {
    return (words[at / 64] >> at % 64 & 1) != 0;
  }

  // The first one keeps its place.
  void put(Route route, std::size_t i) {
    const Dissector* const dissector = kDissectors[i];
    if (route.space == Space::kTcpStart) return tcp_.add(dissector);
    if (route.space == Space::kUdpStart) return udp_.add(dissector);
    if (find(route) != nullptr) return;
    const auto space = static_cast<std::size_t>(route.space);
    if (space < kDenseSpaces && route.number < kDense) {
      const std::size_t at = space * kDense + route.number;
      taken_[at / 64] |= std::uint64_t{1} << at % 64;
      places_[at] = static_cast<std::uint8_t>(i);
    } else {
      sparse_.push_back({route, dissector});
    }
  }

  std::vector<std::uint64_t> taken_;
  std::vector<std::uint8_t> places_;  // number of the dissector
  std::vector<Sparse> sparse_;
  Signatures tcp_, udp_;
};

const RouteTable& routes() {
  static const RouteTable kRoutes;
  return kRoutes;
}

}  // namespace

std::span<const Dissector* const> dissectors() {
  return kDissectors;
}

const Dissector* find_dissector(const Route& route) {
  return routes().find(route);
}

bool leads_to_any(const Outcome& found) {
  return routes().leads_to_any(found);
}

std::span<const Dissector* const> recognising(Space space, Bytes payload) {
  return routes().recognising(space, payload);
}

}  // namespace packetglass
