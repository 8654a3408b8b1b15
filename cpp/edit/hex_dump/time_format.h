// Times in texts of any layout, as strptime() describes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "record/timestamp.h"

namespace packetglass {

// What is wrong with a format; empty when it can be used: "%Q is not known in the format %H:%Q".
std::string wrong_time_format(std::string_view format);

// The time at the begin of a text; what stands behind it is left out. "ISO" is ISO 8601: date, T
// or a blank, time, and where it is said the offset from UTC. Else as in strptime(), in English:
//   %Y %y %m %b %B %h %d %e %j %a %A  %H %I %p %M %S %T %R %F %D  %s %z  %n %t %%
// and %f, a fraction of a second of one to nine digits or more. Blanks stand for any, or none.
// Without an offset times are in UTC; what the format does not have is as in `now`, but the
// fraction of a second, which is 0. Nothing where the text is not as the format, a date is not in
// the calendar, or Nanoseconds cannot hold the time.
std::optional<Nanoseconds> parse_time(std::string_view text, std::string_view format,
                                      Nanoseconds now);

}  // namespace packetglass
