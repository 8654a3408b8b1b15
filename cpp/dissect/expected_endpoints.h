// Endpoints that packets announce for those to come: SDP says where media will be sent.
#pragma once

#include <vector>

#include "dissect/address.h"
#include "dissect/dissector.h"

namespace packetglass {

// Keeps the last thousand or so; what was announced longer ago is forgotten first.
class ExpectedEndpoints {
 public:
  // Packet `number`, from 1, says that packets behind it, to or from this endpoint, are what is
  // found at this route. Saying it again changes nothing.
  void add(const Address& address, std::uint16_t port, Route route, std::uint64_t number);

  // What was announced before packet `number`; nullptr when nothing was. Later announcements may
  // be there already: the answer for a packet does not change while others follow, unless it is
  // forgotten.
  const Route* find(const Address& address, std::uint16_t port, std::uint64_t number) const;

  bool empty() const { return endpoints_.empty(); }
  // Bytes held.
  std::size_t memory() const { return endpoints_.capacity() * sizeof(Endpoint); }

 private:
  // An endpoint has its place in one of the sets; there is room for few in each.
  static constexpr std::size_t kSets = 256, kRoom = 4;

  struct Endpoint {
    Address address;
    std::uint16_t port = 0;
    Route route;
    std::uint64_t since = 0;  // packet; 0: none
  };

  std::vector<Endpoint> endpoints_;  // none, or kRoom for each set
};

}  // namespace packetglass
