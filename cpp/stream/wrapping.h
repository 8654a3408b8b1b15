// Numbers that wrap: sequence numbers of TCP (RFC 9293, section 3.4), and differences of times.
#pragma once

#include "record/timestamp.h"

namespace packetglass {

// Whether sequence number `a` is behind `b`.
inline bool after(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a - b) > 0;
}

// Times of a capture may stand anywhere: what is too long wraps rather than overflows.
inline Nanoseconds since(Nanoseconds from, Nanoseconds to) {
  return static_cast<Nanoseconds>(static_cast<std::uint64_t>(to) -
                                  static_cast<std::uint64_t>(from));
}

}  // namespace packetglass
