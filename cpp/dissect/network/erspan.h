// ERSPAN in GRE: draft-foschiano-erspan.
#pragma once

#include <cstdint>

namespace packetglass {

// The numbers, which are no EtherTypes, by which GRE finds it: its EtherTypes mean it only there.
// Type I has that of type II, but no header, as GRE without a sequence number shows.
inline constexpr std::uint32_t kErspanType1 = 0x188be, kErspanType2 = 0x288be,
                               kErspanType3 = 0x222eb;

// The number for a type of GRE's; the type itself when it is not ERSPAN's.
constexpr std::uint32_t erspan_number(std::uint16_t type, bool has_sequence) {
  if (type == 0x22eb) return kErspanType3;
  if (type != 0x88be) return type;
  return has_sequence ? kErspanType2 : kErspanType1;
}

}  // namespace packetglass
