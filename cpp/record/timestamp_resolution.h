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

  // From pcapng's if_tsresol: bit 7 says binary. Nothing beyond 10^-19 and 2^-63, which no 64-bit
  // number of ticks can make use of.
  static std::optional<TimestampResolution> from_if_tsresol(std::uint8_t value);
  std::uint8_t if_tsresol() const;

  std::uint64_t ticks_per_second() const;

  bool operator==(const TimestampResolution&) const = default;
};

inline constexpr TimestampResolution kMicroseconds{false, 6};
inline constexpr TimestampResolution kNanosecondResolution{false, 9};

// Ticks since 1970 as nanoseconds, rounded down, exact by 128-bit arithmetic, with
// `offset_seconds` added; nothing where int64 cannot hold it (before 1677 or after 2262).
std::optional<Nanoseconds> to_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                          std::int64_t offset_seconds);

// The other way round, rounded down; nothing where ticks cannot be negative or need above 64 bits.
std::optional<std::uint64_t> to_ticks(Nanoseconds time, const TimestampResolution& unit,
                                      std::int64_t offset_seconds);

// "microseconds", "nanoseconds", "10^-12 s", "2^-32 s".
std::string describe(const TimestampResolution& unit);

}  // namespace packetglass
