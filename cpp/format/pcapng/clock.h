// How the ticks of an interface become times, and what else the walk needs of an interface.
#pragma once

#include <optional>

#include "record/interface.h"

namespace packetglass::pcapng {

// An interface of the section that is being read.
struct Clock {
  // The short way, for resolutions of a power of ten down to nanoseconds: below `limit` a time is
  // ticks * factor + offset, in units of the batch. A limit of 0: there is no short way.
  std::uint64_t limit = 0;
  std::int64_t factor = 1;
  std::int64_t offset = 0;
  std::uint32_t snaplen = 0;    // bytes; the largest number when unlimited
  std::uint32_t interface = 0;  // index in the source

  TimestampResolution resolution;
  std::int64_t offset_seconds = 0;
};

Clock make_clock(const Interface& interface, std::uint32_t index);

// Whether its times are whole microseconds, so that a batch in microseconds can hold them.
bool in_microseconds(const Clock& clock);

// Sets up the short way to times in units of `tick_nanoseconds`: 1, or 1000 where all clocks are
// in_microseconds().
void set_unit(Clock& clock, std::int64_t tick_nanoseconds);

// The time in these units, exact. Nothing where int64 nanoseconds cannot hold it.
std::optional<std::int64_t> exact_time(const Clock& clock, std::uint64_t ticks,
                                       std::int64_t tick_nanoseconds);

// The nearest time in these units, for ticks whose time int64 nanoseconds cannot hold.
std::int64_t nearest_time(const Clock& clock, std::uint64_t ticks, std::int64_t tick_nanoseconds);

}  // namespace packetglass::pcapng
