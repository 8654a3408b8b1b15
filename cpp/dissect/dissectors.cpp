// THE TABLE of dissectors. To add one: a new file that defines it, and its line here.
#include "dissect/dissectors.h"

#include <algorithm>
#include <vector>

namespace packetglass {

extern const Dissector kEthernet;
extern const Dissector kEthernetWithBroadcomTag;
extern const Dissector kEthernetWithMarvellTag;
extern const Dissector kEthernetWithTypedTag;
extern const Dissector kVlan;
extern const Dissector kArp;
extern const Dissector kIpv4;
extern const Dissector kIpv6;
extern const Dissector kIpv6HopByHop;
extern const Dissector kIpv6Routing;
extern const Dissector kIpv6Fragment;
extern const Dissector kIpv6Destination;
extern const Dissector kAuthentication;
extern const Dissector kIcmp;
extern const Dissector kTcp;
extern const Dissector kUdp;
extern const Dissector kRawIp;
extern const Dissector kNull;
extern const Dissector kLinuxCooked1;
extern const Dissector kLinuxCooked2;
extern const Dissector kLlc;
extern const Dissector kSpanningTree;
extern const Dissector kXid;
extern const Dissector kProviderBridge;
extern const Dissector kBackboneBridge;
extern const Dissector kIcmpv6;
extern const Dissector kIgmp;
extern const Dissector kGre;
extern const Dissector kGreInUdp;
extern const Dissector kEsp;
extern const Dissector kEspInUdp;
extern const Dissector kVxlan;
extern const Dissector kGeneve;
extern const Dissector kMpls;
extern const Dissector kPseudoWire;
extern const Dissector kLoopbackTest;
extern const Dissector kWakeOnLan;
extern const Dissector kPpp;
extern const Dissector kPppWithDirection;
extern const Dissector kLinkControl;
extern const Dissector kIpControl;
extern const Dissector kIpv6Control;
extern const Dissector kCompressionControl;
extern const Dissector kPasswordAuthentication;
extern const Dissector kChallengeAuthentication;
extern const Dissector kPppoeDiscovery;
extern const Dissector kPppoeSession;
extern const Dissector kLldp;
extern const Dissector kCdp;
extern const Dissector kWireless;
extern const Dissector kWirelessWithFcs;
extern const Dissector kWirelessSwapped;
extern const Dissector kWirelessPadded;
extern const Dissector kWirelessPaddedWithFcs;
extern const Dissector kRadiotap;
extern const Dissector kEapol;
extern const Dissector kEap;
extern const Dissector kGtp;
extern const Dissector kL2tp;
extern const Dissector kL2tpInIp;
extern const Dissector kSctp;
extern const Dissector kDccp;
extern const Dissector kPgm;
extern const Dissector kOspf;
extern const Dissector kBgp;
extern const Dissector kPpi;
extern const Dissector kPrism;
extern const Dissector kPktap;
extern const Dissector kPktapAsUser2;
extern const Dissector kIpnet;
extern const Dissector kPim;
extern const Dissector kVrrp;
extern const Dissector kEigrp;
extern const Dissector kIpComp;
extern const Dissector kDhcp;
extern const Dissector kDhcpv6;
extern const Dissector kTftp;
extern const Dissector kNtp;
extern const Dissector kSyslog;
extern const Dissector kSnmp;
extern const Dissector kRadius;
extern const Dissector kHsrp;
extern const Dissector kSocks;
extern const Dissector kSsdp;
extern const Dissector kSip;
extern const Dissector kSdp;
extern const Dissector kMqtt;
extern const Dissector kMqttNext;
extern const Dissector kModbusTcp;
extern const Dissector kModbusQuery;
extern const Dissector kModbusAnswer;
extern const Dissector kWireguard;
extern const Dissector kStun;
extern const Dissector kStunOverTcp;
extern const Dissector kLdap;
extern const Dissector kLdapNext;
extern const Dissector kCldap;
extern const Dissector kKerberos;
extern const Dissector kKerberosOverTcp;
extern const Dissector kNbns;
extern const Dissector kNbdgm;
extern const Dissector kNbss;
extern const Dissector kSmb;
extern const Dissector kSmb2;
extern const Dissector kDns;
extern const Dissector kDnsOverTcp;
extern const Dissector kMulticastDns;
extern const Dissector kLinkLocalDns;
// application
extern const Dissector kTls;
extern const Dissector kTlsReassembled;
extern const Dissector kTlsOverQuic;
extern const Dissector kDtls;
extern const Dissector kQuic;
extern const Dissector kHttp;
extern const Dissector kFtp;
extern const Dissector kFtpData;
extern const Dissector kSmtp;
extern const Dissector kPop;
extern const Dissector kImap;
extern const Dissector kIrc;
extern const Dissector kTelnet;
extern const Dissector kSsh;
extern const Dissector kMysql;
extern const Dissector kPostgresql;
extern const Dissector kRedis;
extern const Dissector kBittorrent;
extern const Dissector kRtsp;
extern const Dissector kRtp;
extern const Dissector kRtcp;
extern const Dissector kOpus;
extern const Dissector kRtpEvent;
// link layers of their own link type
extern const Dissector kFddi;
extern const Dissector kTokenRing;
extern const Dissector kCiscoHdlc;
extern const Dissector kSlarp;
extern const Dissector kFrameRelay;
extern const Dissector kArcnetBsd;
extern const Dissector kArcnetLinux;
extern const Dissector kIpoib;
extern const Dissector kNflog;
extern const Dissector kCan;
extern const Dissector kCanCooked;
extern const Dissector kCanFdCooked;
extern const Dissector kVsock;
extern const Dissector kUsbLinux;
extern const Dissector kUsbMapped;
extern const Dissector kUsbPcap;
extern const Dissector kPflog;
extern const Dissector kEnc;
extern const Dissector kSlip;
extern const Dissector kBluetooth;
extern const Dissector kBluetoothWithDirection;
extern const Dissector kHciH4;
extern const Dissector kHciH4WithDirection;
extern const Dissector kHciCommand;
extern const Dissector kHciEvent;
extern const Dissector kHciAcl;
extern const Dissector kHciSco;
extern const Dissector kHciIso;
// tags of switches
extern const Dissector kCiscoMetaData;
extern const Dissector kCiscoMetaDataOfGre;
extern const Dissector kVnTag;
extern const Dissector kEtag;
extern const Dissector kHsr;
extern const Dissector kHsrSupervision;
extern const Dissector kRedundancyTag;
extern const Dissector kFabricPath;
extern const Dissector kTrill;
extern const Dissector kBatman;
extern const Dissector kAvs;
extern const Dissector kBroadcomSwitchTag;
extern const Dissector kPrependedSwitchTag;
extern const Dissector kMarvellSwitchTag;
extern const Dissector kTypedSwitchTag;
// overlays
extern const Dissector kVxlanGpe;
extern const Dissector kNsh;
extern const Dissector kErspanBare;
extern const Dissector kErspan;
extern const Dissector kTeredo;
extern const Dissector kLispData;
extern const Dissector kTzsp;
extern const Dissector kCapwapControl;
extern const Dissector kCapwapData;
extern const Dissector kAyiya;
extern const Dissector kEtherIp;

namespace {

constexpr const Dissector* kDissectors[] = {
    // link
    &kEthernet,
    &kEthernetWithBroadcomTag,
    &kEthernetWithMarvellTag,
    &kEthernetWithTypedTag,
    &kVlan,
    &kArp,
    &kRawIp,
    &kNull,
    &kLinuxCooked1,
    &kLinuxCooked2,
    &kLlc,
    &kSpanningTree,
    &kXid,
    &kProviderBridge,
    &kBackboneBridge,
    &kMpls,
    &kPseudoWire,
    &kLoopbackTest,
    &kWakeOnLan,
    &kPpp,
    &kPppWithDirection,
    &kLinkControl,
    &kIpControl,
    &kIpv6Control,
    &kCompressionControl,
    &kPasswordAuthentication,
    &kChallengeAuthentication,
    &kPppoeDiscovery,
    &kPppoeSession,
    &kLldp,
    &kCdp,
    &kWireless,
    &kWirelessWithFcs,
    &kWirelessSwapped,
    &kWirelessPadded,
    &kWirelessPaddedWithFcs,
    &kRadiotap,
    &kEapol,
    &kEap,
    &kPpi,
    &kPrism,
    &kPktap,
    &kPktapAsUser2,
    &kIpnet,
    // link: of their own link type
    &kFddi,
    &kTokenRing,
    &kCiscoHdlc,
    &kSlarp,
    &kFrameRelay,
    &kArcnetBsd,
    &kArcnetLinux,
    &kIpoib,
    &kNflog,
    &kCan,
    &kCanCooked,
    &kCanFdCooked,
    &kVsock,
    &kUsbLinux,
    &kUsbMapped,
    &kUsbPcap,
    &kPflog,
    &kEnc,
    &kSlip,
    &kBluetooth,
    &kBluetoothWithDirection,
    &kHciH4,
    &kHciH4WithDirection,
    &kHciCommand,
    &kHciEvent,
    &kHciAcl,
    &kHciSco,
    &kHciIso,
    // link: tags of switches
    &kCiscoMetaData,
    &kCiscoMetaDataOfGre,
    &kVnTag,
    &kEtag,
    &kHsr,
    &kHsrSupervision,
    &kRedundancyTag,
    &kFabricPath,
    &kTrill,
    &kBatman,
    &kAvs,
    &kBroadcomSwitchTag,
    &kPrependedSwitchTag,
    &kMarvellSwitchTag,
    &kTypedSwitchTag,
    // network
    &kIpv4,
    &kIpv6,
    &kIpv6HopByHop,
    &kIpv6Routing,
    &kIpv6Fragment,
    &kIpv6Destination,
    &kAuthentication,
    &kIcmp,
    &kIcmpv6,
    &kIgmp,
    &kGre,
    &kGreInUdp,
    &kEsp,
    &kEspInUdp,
    &kVxlan,
    &kGeneve,
    &kGtp,
    &kL2tp,
    &kL2tpInIp,
    &kOspf,
    &kBgp,
    &kPim,
    &kVrrp,
    &kEigrp,
    &kIpComp,
    // network: overlays
    &kVxlanGpe,
    &kNsh,
    &kErspanBare,
    &kErspan,
    &kTeredo,
    &kLispData,
    &kTzsp,
    &kCapwapControl,
    &kCapwapData,
    &kAyiya,
    &kEtherIp,
    // transport
    &kTcp,
    &kUdp,
    &kSctp,
    &kDccp,
    &kPgm,
    // application: hosts
    &kDhcp,
    &kDhcpv6,
    &kTftp,
    &kNtp,
    &kSyslog,
    &kSnmp,
    &kRadius,
    &kHsrp,
    &kSocks,
    // application: names
    &kDns,
    &kDnsOverTcp,
    &kMulticastDns,
    &kLinkLocalDns,
    &kNbns,
    &kNbdgm,
    &kNbss,
    &kSmb,
    &kSmb2,
    // application: talk
    &kSsdp,
    &kSip,
    &kSdp,
    &kMqtt,
    &kMqttNext,
    &kModbusTcp,
    &kModbusQuery,
    &kModbusAnswer,
    &kWireguard,
    &kStun,
    &kStunOverTcp,
    &kLdap,
    &kLdapNext,
    &kCldap,
    &kKerberos,
    &kKerberosOverTcp,
    // application: encrypted
    &kTls,
    &kTlsReassembled,
    &kTlsOverQuic,
    &kDtls,
    &kQuic,
    // application: text
    &kHttp,
    &kFtp,
    &kFtpData,
    &kSmtp,
    &kPop,
    &kImap,
    &kIrc,
    &kTelnet,
    &kSsh,
    // application: media
    &kRtsp,
    &kRtp,
    &kRtcp,
    &kOpus,
    &kRtpEvent,
    // application: others
    &kMysql,
    &kPostgresql,
    &kRedis,
    &kBittorrent,
    // anything
    &kBytesLeft,
};

// Those of them at ports of UDP that carry packets.
constexpr const Dissector* kTunnels[] = {
    &kMpls,   &kEspInUdp, &kVxlan,    &kGeneve, &kGtp,        &kL2tp,  &kVxlanGpe,
    &kTeredo, &kLispData, &kGreInUdp, &kTzsp,   &kCapwapData, &kAyiya,
};

// All routes. Numbers of 16 bits, which are all but a few, have an entry each; whether it is
// empty, as most are, bits say that are likely to be in the cache.
class RouteTable {
 public:
  RouteTable() : taken_(kEntries / 64), tunnels_(kDense / 64), entries_(kEntries) {
    for (std::size_t i = 0; i < std::size(kDissectors); ++i) {
      for (const Route& route : kDissectors[i]->routes) put(route, i);
    }
  }

  const Dissector* find(const Route& route) const {
    const auto space = static_cast<std::size_t>(route.space);
    if (space < kDenseSpaces && route.number < kDense) {
      const std::size_t at = space * kDense + route.number;
      return bit(taken_, at) ? kDissectors[entries_[at]] : nullptr;
    }
    for (const Sparse& sparse : sparse_) {
      if (sparse.route.space == route.space && sparse.route.number == route.number) {
        return sparse.dissector;
      }
    }
    return nullptr;
  }

  Leads leads_to(const Outcome& found) const {
    if (found.routes[0].space == Space::kUdpPort && leads_to_tunnel(found)) return Leads::kTunnel;
    for (std::size_t i = 0; i < found.route_count; ++i) {
      if (may_be_taken(found.routes[i], found.payload.bytes)) return Leads::kApplication;
    }
    return Leads::kNowhere;
  }

  bool leads_to_tunnel(const Outcome& found) const {
    for (std::size_t i = 0; i < found.route_count; ++i) {
      const Route& route = found.routes[i];
      if (is_tunnel_at(route) && may_be_taken(route, found.payload.bytes)) return true;
    }
    return false;
  }

  bool may_be_taken(const Route& route, const Bytes& payload) const {
    if (!is_start(route.space)) {
      const Dissector* const dissector = find(route);
      return may_take(dissector, payload) || may_go_on(dissector, payload);
    }
    for (const Dissector* dissector : recognising(route.space, payload)) {
      if (recognised(*dissector, payload)) return true;
    }
    return false;
  }

  // Whether there is so little of a message that its signature may still follow.
  static bool may_go_on(const Dissector* dissector, const Bytes& payload) {
    if (dissector == nullptr || dissector->find_end == nullptr || payload.empty()) return false;
    const auto [low, high] = dissector->first;
    return payload.size() < kSignature && payload[0] >= low && payload[0] <= high;
  }

  bool is_tunnel_at(const Route& route) const {
    return route.space == Space::kUdpPort && route.number < kDense && bit(tunnels_, route.number);
  }

  std::span<const Dissector* const> recognising(Space space, Bytes payload) const {
    const Signatures& signatures = space == Space::kTcpStart ? tcp_ : udp_;
    if (payload.empty() || !signatures.first[payload[0]]) return {};
    return signatures.dissectors;
  }

 private:
  static constexpr std::size_t kSignature = 16;  // bytes: none is longer
  static constexpr std::size_t kDense = 65536;
  static constexpr std::size_t kDenseSpaces = 8;
  static constexpr std::size_t kEntries = kDenseSpaces * kDense;
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

  // The first one keeps its entry.
  void put(Route route, std::size_t i) {
    const Dissector* const dissector = kDissectors[i];
    if (route.space == Space::kTcpStart) return tcp_.add(dissector);
    if (route.space == Space::kUdpStart) return udp_.add(dissector);
    if (find(route) != nullptr) return;
    if (is_tunnel(*dissector) && route.space == Space::kUdpPort) {
      tunnels_[route.number / 64] |= std::uint64_t{1} << route.number % 64;
    }
    const auto space = static_cast<std::size_t>(route.space);
    if (space < kDenseSpaces && route.number < kDense) {
      const std::size_t at = space * kDense + route.number;
      taken_[at / 64] |= std::uint64_t{1} << at % 64;
      entries_[at] = static_cast<std::uint8_t>(i);
    } else {
      sparse_.push_back({route, dissector});
    }
  }

  std::vector<std::uint64_t> taken_;
  std::vector<std::uint64_t> tunnels_;  // ports of UDP
  std::vector<std::uint8_t> entries_;   // number of the dissector
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

Leads leads_to(const Outcome& found) {
  return routes().leads_to(found);
}

bool is_tunnel_at(const Route& route) {
  return routes().is_tunnel_at(route);
}

bool is_tunnel(const Dissector& dissector) {
  return std::find(std::begin(kTunnels), std::end(kTunnels), &dissector) != std::end(kTunnels);
}

std::span<const Dissector* const> recognising(Space space, Bytes payload) {
  return routes().recognising(space, payload);
}

}  // namespace packetglass
