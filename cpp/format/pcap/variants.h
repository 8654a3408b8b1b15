// THE TABLE of pcap variants.
#pragma once

#include <optional>
#include <span>

#include "base/bytes.h"
#include "format/pcap/variant.h"

namespace packetglass::pcap {

inline constexpr Variant kVariants[] = {
    {"usec", "pcap, microseconds", 0xa1b2c3d4, 1'000'000, 16},
    {"nsec", "pcap, nanoseconds", 0xa1b23c4d, 1'000'000'000, 16},
};
inline constexpr const Variant& kMicrosecondVariant = kVariants[0];
inline constexpr const Variant& kNanosecondVariant = kVariants[1];

struct Recognised {
  const Variant* variant;
  ByteOrder order;
};

// The variant whose magic stands in the first four bytes, in either byte order.
std::optional<Recognised> find_variant(Bytes start);

}  // namespace packetglass::pcap
