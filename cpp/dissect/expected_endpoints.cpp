// Endpoints that packets announce for those to come.
#include "dissect/expected_endpoints.h"

namespace packetglass {

void ExpectedEndpoints::add(const Address& address, std::uint16_t port, Route route,
                            std::uint64_t number) {
  const auto key = key_of(address, port);
  const Announcement* const known = newest(endpoints_.find(key), number + 1);
  // Of two that one packet announces the first holds.
  if (known != nullptr && (known->route == route || known->since == number)) return;
  if (!put(key, route, number) && first_left_out_ == 0) first_left_out_ = number;
}

bool ExpectedEndpoints::put(const decltype(Endpoint::key)& key, Route route,
                            std::uint64_t number) {
  if (count_ == kMost || !announcements_.reaches(count_)) return false;
  Endpoint* const endpoint = endpoints_.find_or_add(key);
  if (endpoint == nullptr || endpoint->count == kMostOfOne) return false;
  announcements_[count_] = {number, route, endpoint->last};
  endpoint->last = static_cast<std::uint32_t>(count_++);
  ++endpoint->count;
  return true;
}

const Route* ExpectedEndpoints::find(const Address& address, std::uint16_t port,
                                     std::uint64_t number) const {
  if (empty()) return nullptr;
  const Announcement* const found = newest(endpoints_.find(key_of(address, port)), number);
  return found == nullptr ? nullptr : &found->route;
}

// The last that was announced of it before packet `number`.
const ExpectedEndpoints::Announcement* ExpectedEndpoints::newest(std::uint32_t endpoint,
                                                                 std::uint64_t number) const {
  if (endpoint == endpoints_.kNone) return nullptr;
  for (std::uint32_t at = endpoints_[endpoint].last; at != kNone;) {
    const Announcement& announcement = announcements_[at];
    if (announcement.since < number) return &announcement;
    at = announcement.before;
  }
  return nullptr;
}

decltype(ExpectedEndpoints::Endpoint::key) ExpectedEndpoints::key_of(const Address& address,
                                                                     std::uint16_t port) {
  const AddressWords words = words_of(address);
  return {words[0], words[1], static_cast<std::uint64_t>(address.kind) << 16 | port};
}

}  // namespace packetglass
