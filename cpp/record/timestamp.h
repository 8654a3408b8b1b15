// Time: signed 64-bit nanoseconds since 1970 UTC. Never a float.
#pragma once

#include <cstdint>
#include <string>

namespace packetglass {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds kNanosecondsPerSecond = 1'000'000'000;

// "2023-11-14T22:13:20.123456789Z" (ISO 8601, UTC, always nine digits; RFC 3339 up to year 9999).
std::string iso8601(Nanoseconds time);

// "1700000000.123456789"; "-0.000000001" for the nanosecond before 1970.
std::string epoch_seconds(Nanoseconds time);

}  // namespace packetglass
