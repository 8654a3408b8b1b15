// THE TABLE of dissectors. To add one: a new file that defines it, and its line here.
#include "dissect/dissectors.h"

#include <vector>

namespace packetglass {

extern const Dissector kEthernet, kVlan, kArp, kIpv4, kIpv6, kIpv6HopByHop, kIpv6Routing,
    kIpv6Fragment, kIpv6Destination, kAuthentication, kIcmp, kTcp, kUdp;
// application
extern const Dissector kTls, kDtls, kQuic, kHttp, kFtp, kSmtp, kPop, kImap, kIrc, kTelnet, kSsh,
    kMysql, kPostgresql, kRedis, kBittorrent;

namespace {

constexpr const Dissector* kDissectors[] = {
    // link
    &kEthernet, &kVlan, &kArp,
    // network
    &kIpv4, &kIpv6, &kIpv6HopByHop, &kIpv6Routing, &kIpv6Fragment, &kIpv6Destination,
    &kAuthentication, &kIcmp,
    // transport
    &kTcp, &kUdp,
    // application: encrypted
    &kTls, &kDtls, &kQuic,
    // application: text
    &kHttp, &kFtp, &kSmtp, &kPop, &kImap, &kIrc, &kTelnet, &kSsh,
    // application: others
    &kMysql, &kPostgresql, &kRedis, &kBittorrent,
    // anything
    &kBytesLeft};

// All routes, in a table with open addressing that is never more than half full.
class RouteTable {
 public:
  RouteTable() {
    std::size_t count = 0;
    for (const Dissector* dissector : kDissectors) count += dissector->routes.size();
    while (slots_.size() < 2 * count) slots_.resize(slots_.size() * 2);
    for (const Dissector* dissector : kDissectors) {
      for (const Route& route : dissector->routes) put(route, dissector);
    }
  }

  const Dissector* find(Route route) const {
    for (std::size_t at = place(route);; ++at) {
      const Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.dissector == nullptr || same(slot.route, route)) return slot.dissector;
    }
  }

  std::span<const Dissector* const> recognising(Space space) const {
    return space == Space::kTcpStart ? tcp_ : udp_;
  }

 private:
  struct Slot {
    Route route;
    const Dissector* dissector = nullptr;
  };

  static bool same(Route a, Route b) { return a.space == b.space && a.number == b.number; }

  std::size_t place(Route route) const {
    const std::uint64_t key =
        std::uint64_t{route.number} << 8 | static_cast<std::uint8_t>(route.space);
    return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15 >> 40);
  }

  // The first one keeps its place.
  void put(Route route, const Dissector* dissector) {
    if (route.space == Space::kTcpStart) return tcp_.push_back(dissector);
    if (route.space == Space::kUdpStart) return udp_.push_back(dissector);
    std::size_t at = place(route) & (slots_.size() - 1);
    while (slots_[at].dissector != nullptr) {
      if (same(slots_[at].route, route)) return;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {route, dissector};
  }

  std::vector<Slot> slots_{64};
  std::vector<const Dissector*> tcp_, udp_;
};

const RouteTable& routes() {
  static const RouteTable kRoutes;
  return kRoutes;
}

}  // namespace

std::span<const Dissector* const> dissectors() {
  return kDissectors;
}

const Dissector* find_dissector(Route route) {
  return routes().find(route);
}

std::span<const Dissector* const> recognising(Space space) {
  return routes().recognising(space);
}

}  // namespace packetglass
