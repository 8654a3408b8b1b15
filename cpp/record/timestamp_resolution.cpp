// The unit of the timestamps in a source.
#include "record/timestamp_resolution.h"

#include <limits>

#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::uint8_t kBinaryBit = 0x80;
constexpr std::uint8_t kMaxDecimalExponent = 19;
constexpr std::uint8_t kMaxBinaryExponent = 63;

__extension__ using Wide = __int128;  // the standard has no integer of 128 bits

std::optional<Nanoseconds> narrow(Wide value) {
  if (value < std::numeric_limits<Nanoseconds>::min() ||
      value > std::numeric_limits<Nanoseconds>::max()) {
    return std::nullopt;
  }
  return static_cast<Nanoseconds>(value);
}

}  // namespace

std::optional<TimestampResolution> TimestampResolution::from_if_tsresol(std::uint8_t value) {
  const bool binary = (value & kBinaryBit) != 0;
  const auto exponent = static_cast<std::uint8_t>(value & ~kBinaryBit);
  if (exponent > (binary ? kMaxBinaryExponent : kMaxDecimalExponent)) return std::nullopt;
  return TimestampResolution{binary, exponent};
}

std::uint8_t TimestampResolution::if_tsresol() const {
  return static_cast<std::uint8_t>(exponent | (binary ? kBinaryBit : 0));
}

std::uint64_t TimestampResolution::ticks_per_second() const {
  if (binary) return std::uint64_t{1} << exponent;
  std::uint64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::optional<Nanoseconds> to_nanoseconds(std::uint64_t ticks, const TimestampResolution& unit,
                                          std::int64_t offset_seconds) {
  const std::uint64_t per_second = unit.ticks_per_second();
  const Wide seconds = Wide{ticks / per_second} + offset_seconds;
  const Wide fraction = Wide{ticks % per_second} * kNanosecondsPerSecond / per_second;
  return narrow(seconds * kNanosecondsPerSecond + fraction);
}

std::optional<std::uint64_t> to_ticks(Nanoseconds time, const TimestampResolution& unit,
                                      std::int64_t offset_seconds) {
  const Wide nanoseconds = Wide{time} - Wide{offset_seconds} * kNanosecondsPerSecond;
  if (nanoseconds < 0) return std::nullopt;
  const Wide per_second = unit.ticks_per_second();
  const Wide ticks = nanoseconds / kNanosecondsPerSecond * per_second +
                     nanoseconds % kNanosecondsPerSecond * per_second / kNanosecondsPerSecond;
  if (ticks > std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
  return static_cast<std::uint64_t>(ticks);
}

std::string describe(const TimestampResolution& unit) {
  if (unit == kMicroseconds) return "microseconds";
  if (unit == kNanosecondResolution) return "nanoseconds";
  if (unit == TimestampResolution{false, 3}) return "milliseconds";
  if (unit == TimestampResolution{false, 0}) return "seconds";
  return format_text("%d^-%d s", unit.binary ? 2 : 10, unit.exponent);
}

}  // namespace packetglass
