// Endpoints that packets announce for those to come.
#include "dissect/expected_endpoints.h"

namespace packetglass {
namespace {

// FNV-1a. Whoever makes endpoints meet in one set has them forgotten, and no more.
std::size_t hash_of(const Address& address, std::uint16_t port) {
  std::uint32_t hash = 2166136261u ^ port;
  for (const std::uint8_t byte : address.bytes) hash = (hash ^ byte) * 16777619u;
  return hash ^ hash >> 16;
}

}  // namespace

void ExpectedEndpoints::add(const Address& address, std::uint16_t port, Route route,
                            std::uint64_t number) {
  const Route* const known = find(address, port, number + 1);
  if (known != nullptr && *known == route) return;
  if (endpoints_.empty()) endpoints_.resize(kSets * kRoom);
  Endpoint* const set = &endpoints_[hash_of(address, port) % kSets * kRoom];
  Endpoint* oldest = set;
  for (Endpoint* at = set; at != set + kRoom; ++at) {
    if (at->since < oldest->since) oldest = at;
  }
  *oldest = {address, port, route, number};
}

const Route* ExpectedEndpoints::find(const Address& address, std::uint16_t port,
                                     std::uint64_t number) const {
  if (endpoints_.empty()) return nullptr;
  const Endpoint* const set = &endpoints_[hash_of(address, port) % kSets * kRoom];
  const Endpoint* newest = nullptr;
  for (const Endpoint* at = set; at != set + kRoom; ++at) {
    if (at->since == 0 || at->since >= number || at->port != port) continue;
    if (!(at->address == address)) continue;
    if (newest == nullptr || newest->since < at->since) newest = at;
  }
  return newest == nullptr ? nullptr : &newest->route;
}

}  // namespace packetglass
