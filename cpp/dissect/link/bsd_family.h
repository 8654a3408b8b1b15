// Address families of the BSDs, which say what is behind their link headers.
#pragma once

#include "dissect/dissector.h"

namespace packetglass {

inline constexpr Name kBsdFamilyNames[] = {{2, "IPv4"}, {24, "IPv6"}, {28, "IPv6"}, {30, "IPv6"}};

// The payload is a packet of this family.
inline Outcome done_as_family(const Payload& payload, std::uint32_t family) {
  if (name_of(kBsdFamilyNames, family).empty()) return done(payload, {});
  return done(payload, {{Space::kEtherType, family == 2 ? 0x0800u : 0x86ddu}});
}

}  // namespace packetglass
