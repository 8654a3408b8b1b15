// Endpoints that packets announce for those to come: SDP says where media will be sent.
#pragma once

#include <array>
#include <vector>

#include "base/keyed_hash.h"
#include "dissect/address.h"
#include "dissect/dissector.h"

namespace packetglass {

// Keeps the last thousand or so; what was announced longest ago is forgotten first.
class ExpectedEndpoints {
 public:
  static constexpr std::size_t kMost = 1024;

  // Packet `number`, from 1 and in their order, says that packets behind it, to or from this
  // endpoint, are what is found at this route. Saying it again changes nothing.
  void add(const Address& address, std::uint16_t port, Route route, std::uint64_t number);

  // What was announced before packet `number`; nullptr when nothing was. Later announcements may
  // be there already: the answer for a packet does not change while others follow, unless it is
  // forgotten.
  const Route* find(const Address& address, std::uint16_t port, std::uint64_t number) const;

  bool empty() const { return endpoints_.empty(); }
  // Bytes held.
  std::size_t memory() const { return endpoints_.capacity() * sizeof(Endpoint); }

 private:
  using Place = std::uint16_t;
  static constexpr Place kNone = 0xffff;

  struct Endpoint {
    Address address;
    std::uint16_t port = 0;
    Place next = kNone;  // of the same chain, the last announced before it
    Route route;
    std::uint64_t since = 0;  // packet
  };

  const Endpoint* newest(const Address& address, std::uint16_t port, std::uint64_t number) const;
  std::size_t chain_of(const Address& address, std::uint16_t port) const;
  Place forget_oldest();

  std::vector<Endpoint> endpoints_;  // when there are kMost, a ring
  Place oldest_ = 0;                 // of the ring
  std::vector<Place> chains_;        // the last announced of each
  KeyedHash secret_;
};

}  // namespace packetglass
