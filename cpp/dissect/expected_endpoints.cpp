// Endpoints that packets announce for those to come.
#include "dissect/expected_endpoints.h"

namespace packetglass {

void ExpectedEndpoints::add(const Address& address, std::uint16_t port, Route route,
                            std::uint64_t number) {
  const Endpoint* const known = newest(address, port, number + 1);
  // Of two that one packet announces the first holds.
  if (known != nullptr && (known->route == route || known->since == number)) return;
  if (chains_.empty()) chains_.assign(kMost, kNone);
  auto place = static_cast<Place>(endpoints_.size());
  if (place == kMost) {
    place = forget_oldest();
  } else {
    endpoints_.emplace_back();
  }
  Place& first = chains_[chain_of(address, port)];
  endpoints_[place] = {address, port, first, route, number};
  first = place;
}

const Route* ExpectedEndpoints::find(const Address& address, std::uint16_t port,
                                     std::uint64_t number) const {
  const Endpoint* const found = newest(address, port, number);
  return found == nullptr ? nullptr : &found->route;
}

// The last that was announced before packet `number`.
const ExpectedEndpoints::Endpoint* ExpectedEndpoints::newest(const Address& address,
                                                             std::uint16_t port,
                                                             std::uint64_t number) const {
  if (endpoints_.empty()) return nullptr;
  for (Place at = chains_[chain_of(address, port)]; at != kNone; at = endpoints_[at].next) {
    const Endpoint& other = endpoints_[at];
    if (other.since < number && other.port == port && other.address == address) return &other;
  }
  return nullptr;
}

std::size_t ExpectedEndpoints::chain_of(const Address& address, std::uint16_t port) const {
  const AddressWords words = words_of(address);
  const std::uint64_t rest = static_cast<std::uint64_t>(address.kind) << 16 | port;
  return secret_.of(std::array{words[0], words[1], rest}) % kMost;
}

// Its place is free then, and in no chain.
ExpectedEndpoints::Place ExpectedEndpoints::forget_oldest() {
  const Place place = oldest_;
  oldest_ = static_cast<Place>((oldest_ + 1) % kMost);
  const Endpoint& oldest = endpoints_[place];
  Place* link = &chains_[chain_of(oldest.address, oldest.port)];
  while (*link != place) link = &endpoints_[*link].next;
  *link = oldest.next;
  return place;
}

}  // namespace packetglass
