// The unit of the timestamps in a source.
#include "record/timestamp_resolution.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "record/date_text.h"

namespace packetglass {
namespace {

constexpr std::uint8_t kBinaryBit = 0x80;
// The finest of which 64 bits count a second.
constexpr std::uint8_t kMaxDecimalExponent = 19;
constexpr std::uint8_t kMaxBinaryExponent = 63;
// The finest of which 64 bits of ticks make a nanosecond: 2^64 ticks of 10^-28 s are 1.8 of them.
constexpr std::uint8_t kLastDecimalExponent = 28;
constexpr std::uint8_t kLastBinaryExponent = 93;

constexpr std::int64_t kSecondsPerDay = 86400;

__extension__ using Wide = __int128;  // the standard has no integer of 128 bits

constexpr Wide kMostTicks = std::numeric_limits<std::uint64_t>::max();

// Whether 64 bits of ticks never reach a nanosecond.
bool below_nanoseconds(const TimestampResolution& unit) {
  return unit.exponent > (unit.binary ? kLastBinaryExponent : kLastDecimalExponent);
}

// Of resolutions that are not below_nanoseconds(): less than 2^94.
Wide wide_ticks_per_second(const TimestampResolution& unit) {
  if (unit.binary) return Wide{1} << unit.exponent;
  Wide power = 1;
  for (int i = 0; i < unit.exponent; ++i) power *= 10;
  return power;
}

// Nanoseconds since 1970, rounded down.
Wide wide_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                      std::int64_t offset_seconds) {
  const Wide offset = Wide{offset_seconds} * kNanosecondsPerSecond;
  if (below_nanoseconds(unit)) return offset;
  return offset + Wide{ticks} * kNanosecondsPerSecond / wide_ticks_per_second(unit);
}

struct Split {
  Wide quotient;
  std::int64_t rest;  // 0 <= rest < divisor
};

Split floor_split(Wide value, std::int64_t divisor) {
  const auto rest = static_cast<std::int64_t>(value % divisor);
  return rest < 0 ? Split{value / divisor - 1, rest + divisor} : Split{value / divisor, rest};
}

}  // namespace

TimestampResolution TimestampResolution::from_if_tsresol(std::uint8_t value) {
  return {(value & kBinaryBit) != 0, static_cast<std::uint8_t>(value & ~kBinaryBit)};
}

std::uint8_t TimestampResolution::if_tsresol() const {
  return static_cast<std::uint8_t>(exponent | (binary ? kBinaryBit : 0));
}

std::optional<std::uint64_t> TimestampResolution::ticks_per_second() const {
  if (exponent > (binary ? kMaxBinaryExponent : kMaxDecimalExponent)) return std::nullopt;
  return static_cast<std::uint64_t>(wide_ticks_per_second(*this));
}

std::optional<Nanoseconds> to_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                          std::int64_t offset_seconds) {
  const Wide time = wide_nanoseconds(ticks, unit, offset_seconds);
  const auto narrow = static_cast<Nanoseconds>(time);
  return narrow == time ? std::optional(narrow) : std::nullopt;
}

Nanoseconds nearest_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                std::int64_t offset_seconds) {
  using Limits = std::numeric_limits<Nanoseconds>;
  return static_cast<Nanoseconds>(std::clamp<Wide>(wide_nanoseconds(ticks, unit, offset_seconds),
                                                   Limits::min(), Limits::max()));
}

std::string iso8601(std::uint64_t ticks, const TimestampResolution& unit,
                    std::int64_t offset_seconds) {
  const auto [seconds, fraction] =
      floor_split(wide_nanoseconds(ticks, unit, offset_seconds), kNanosecondsPerSecond);
  const auto [days, second] = floor_split(seconds, kSecondsPerDay);
  return iso8601_of_day(static_cast<std::int64_t>(days), second, fraction);
}

bool in_whole_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit) {
  if (below_nanoseconds(unit)) return ticks == 0;
  return Wide{ticks} * kNanosecondsPerSecond % wide_ticks_per_second(unit) == 0;
}

std::optional<std::uint64_t> to_ticks(Nanoseconds time, const TimestampResolution& unit,
                                      std::int64_t offset_seconds) {
  const Wide nanoseconds = Wide{time} - Wide{offset_seconds} * kNanosecondsPerSecond;
  if (nanoseconds < 0) return std::nullopt;
  if (nanoseconds == 0) return 0;
  if (below_nanoseconds(unit)) return std::nullopt;
  const Wide per_second = wide_ticks_per_second(unit);
  const Wide seconds = nanoseconds / kNanosecondsPerSecond;
  if (seconds != 0 && per_second > kMostTicks / seconds) return std::nullopt;
  const Wide fraction = nanoseconds % kNanosecondsPerSecond;
  const Wide before = fraction * per_second / kNanosecondsPerSecond;
  // Rounding down twice, there and back, would lose a tick wherever ticks are no nanoseconds.
  const bool exact = before * kNanosecondsPerSecond == fraction * per_second;
  const Wide behind = exact ? before : before + 1;
  const bool is_its_time = behind * kNanosecondsPerSecond / per_second == fraction;
  const Wide ticks = seconds * per_second + (is_its_time ? behind : before);
  return ticks <= kMostTicks ? std::optional(static_cast<std::uint64_t>(ticks)) : std::nullopt;
}

std::string describe(const TimestampResolution& unit) {
  if (unit == kMicroseconds) return "microseconds";
  if (unit == kNanosecondResolution) return "nanoseconds";
  if (unit == TimestampResolution{false, 3}) return "milliseconds";
  if (unit == TimestampResolution{false, 0}) return "seconds";
  return format_text("%d^-%d s", unit.binary ? 2 : 10, unit.exponent);
}

}  // namespace packetglass
