// How the ticks of an interface become times.
#include "format/pcapng/clock.h"

#include <algorithm>
#include <limits>

namespace packetglass::pcapng {
namespace {

constexpr auto kLatest = std::numeric_limits<std::int64_t>::max();
// Above this many seconds, int64 nanoseconds may overflow.
constexpr std::int64_t kMaxOffset = kLatest / kNanosecondsPerSecond;

}  // namespace

Clock make_clock(const Interface& interface, std::uint32_t index) {
  Clock clock;
  clock.snaplen =
      interface.snaplen == 0 ? std::numeric_limits<std::uint32_t>::max() : interface.snaplen;
  clock.interface = index;
  clock.resolution = interface.resolution;
  clock.offset_seconds = interface.timestamp_offset;
  return clock;
}

bool in_microseconds(const Clock& clock) {
  return !clock.resolution.binary && clock.resolution.exponent <= 6;
}

void set_unit(Clock& clock, std::int64_t tick_nanoseconds) {
  const bool short_way = !clock.resolution.binary && clock.resolution.exponent <= 9 &&
                         clock.offset_seconds <= kMaxOffset && clock.offset_seconds >= -kMaxOffset;
  clock.limit = 0;
  if (!short_way) return;
  const std::int64_t per_second = kNanosecondsPerSecond / tick_nanoseconds;
  clock.factor = per_second / static_cast<std::int64_t>(*clock.resolution.ticks_per_second());
  clock.offset = clock.offset_seconds * per_second;
  const std::int64_t room = kLatest / tick_nanoseconds - std::max<std::int64_t>(clock.offset, 0);
  clock.limit = static_cast<std::uint64_t>(room / clock.factor);
}

std::optional<std::int64_t> exact_time(const Clock& clock, std::uint64_t ticks,
                                       std::int64_t tick_nanoseconds) {
  const auto time = to_nanoseconds(ticks, clock.resolution, clock.offset_seconds);
  if (!time) return std::nullopt;
  // Whole units, see set_unit().
  return *time / tick_nanoseconds;
}

std::int64_t nearest_time(const Clock& clock, std::uint64_t ticks, std::int64_t tick_nanoseconds) {
  return nearest_nanoseconds(ticks, clock.resolution, clock.offset_seconds) / tick_nanoseconds;
}

}  // namespace packetglass::pcapng
