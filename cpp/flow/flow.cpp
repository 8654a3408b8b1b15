// A conversation between two endpoints.
#include "flow/flow.h"

namespace packetglass {

Address Conversation::address(unsigned side) const {
  const std::size_t second = (side != 0) != turned ? 2 : 0;
  return address_of(static_cast<Address::Kind>(key.kind),
                    {key.addresses[second], key.addresses[second + 1]});
}

std::uint16_t Conversation::port(unsigned side) const {
  const bool second = (side != 0) != turned;
  return static_cast<std::uint16_t>(second ? key.ports : key.ports >> 16);
}

}  // namespace packetglass
