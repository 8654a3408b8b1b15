// THE TABLE of dissectors, and how one is found.
#pragma once

#include <span>

#include "dissect/dissector.h"

namespace packetglass {

std::span<const Dissector* const> dissectors();

// The dissector at a route; nullptr when there is none.
const Dissector* find_dissector(const Route& route);

// The dissectors of kTcpStart or kUdpStart, to be asked whether they recognise these bytes; none
// when no signature begins as they do.
std::span<const Dissector* const> recognising(Space space, Bytes payload);

// Whether dissectors at this route recognise their bytes: kTcpStart and kUdpStart.
constexpr bool is_start(Space space) {
  return space == Space::kTcpStart || space == Space::kUdpStart;
}

// Whether the dissector recognises these bytes, which mostly the first one shows.
inline bool recognised(const Dissector& dissector, Bytes payload) {
  if (payload.empty()) return false;
  const auto [low, high] = dissector.first;
  return payload[0] >= low && payload[0] <= high && dissector.recognises(payload);
}

// Whether it is worth while to hand these bytes to the dissector; nullptr is none.
inline bool may_take(const Dissector* dissector, Bytes payload) {
  return dissector != nullptr && (!dissector->strict || recognised(*dissector, payload));
}

// What the dissectors that may take what was found are.
enum class Leads : std::uint8_t {
  kNowhere,      // nobody takes it
  kApplication,  // none of them is a tunnel
  kTunnel,       // one of them is, at least
};
Leads leads_to(const Outcome& found);

// Whether the dissector there is a tunnel's, which carries packets: what is in it may have another
// transport, and so another conversation. It comes before all others that a transport leads to.
bool is_tunnel_at(const Route& route);
// Whether the dissector is a tunnel's, wherever it is found.
bool is_tunnel(const Dissector& dissector);

extern const Dissector kBytesLeft;  // what nobody knows: "data"

}  // namespace packetglass
