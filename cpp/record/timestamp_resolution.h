// The unit of the timestamps in a source: a power of ten or of two of a second.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "record/timestamp.h"

namespace packetglass {

struct TimestampResolution {
  bool binary = false;  // 2^-exponent of a second, else 10^-exponent
  std::uint8_t exponent = 6;

  // From pcapng's if_tsresol: bit 7 says binary. Every value is a resolution, down to 10^-127 and
  // 2^-127, which 64 bits of ticks never bring to a nanosecond.
  static TimestampResolution from_if_tsresol(std::uint8_t value);
  std::uint8_t if_tsresol() const;

  // Nothing beyond 10^-19 and 2^-63: 64 bits cannot hold it.
  std::optional<std::uint64_t> ticks_per_second() const;

  bool operator==(const TimestampResolution&) const = default;
};

inline constexpr TimestampResolution kMicroseconds{false, 6};
inline constexpr TimestampResolution kNanosecondResolution{false, 9};

// Ticks since 1970 as nanoseconds, rounded down, exact by 128-bit arithmetic, with
// `offset_seconds` added; nothing where int64 cannot hold it (before 1677 or after 2262).
std::optional<Nanoseconds> to_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                          std::int64_t offset_seconds);

// The same, where int64 cannot hold it the first or the last that it can.
Nanoseconds nearest_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                std::int64_t offset_seconds);

// The same as text, right in any year: see record/date_text.h.
std::string iso8601(std::uint64_t ticks, const TimestampResolution& unit,
                    std::int64_t offset_seconds);

// Whether the ticks are whole nanoseconds, so that to_nanoseconds() says all of them.
bool in_whole_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit);

// The other way round: the first ticks whose time is this one, so that ticks that were read are
// written again and times come back; where no ticks have this time, the last before it. Nothing
// where ticks would be negative or need above 64 bits.
std::optional<std::uint64_t> to_ticks(Nanoseconds time, const TimestampResolution& unit,
                                      std::int64_t offset_seconds);

// "microseconds", "nanoseconds", "10^-12 s", "2^-32 s".
std::string describe(const TimestampResolution& unit);

}  // namespace packetglass
