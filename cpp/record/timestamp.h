// Time: signed 64-bit nanoseconds since 1970 UTC. Never a float.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace packetglass {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds kNanosecondsPerSecond = 1'000'000'000;

// "2023-11-14T22:13:20.123456789Z" (ISO 8601, UTC, always nine digits; RFC 3339 up to year 9999).
std::string iso8601(Nanoseconds time);

// "1700000000.123456789"; "-0.000000001" for the nanosecond before 1970.
std::string epoch_seconds(Nanoseconds time);

// The time of a text as iso8601() writes it; the fraction may have fewer digits or be left out,
// and an offset from UTC may stand for Z: "2023-11-14T23:13:20+01:00". Nothing for any other text,
// a date that is not in the calendar, or a time that Nanoseconds cannot hold.
std::optional<Nanoseconds> parse_iso8601(std::string_view text);

// The time of a text as epoch_seconds() writes it; the fraction may have fewer digits or be left
// out. Nothing for any other text, or a time that Nanoseconds cannot hold.
std::optional<Nanoseconds> parse_epoch_seconds(std::string_view text);

}  // namespace packetglass
