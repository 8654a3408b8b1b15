// Dates of any year, and lengths of time, as text.
#pragma once

#include <cstdint>
#include <string>

namespace packetglass {

// As iso8601() writes a time: of a day counted from 1970-01-01, the second in it and the
// nanosecond in that. A year before 0 or of more than four digits has its sign:
// "+292277026596-12-04T15:30:07.000000000Z" (ISO 8601, expanded representation).
std::string iso8601_of_day(std::int64_t day, std::int64_t second, std::int64_t nanosecond);

// "1700000000.123456789", of a length of time in nanoseconds.
std::string seconds_of(std::uint64_t nanoseconds);

}  // namespace packetglass
