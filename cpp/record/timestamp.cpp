// Time as text. The civil calendar is computed here: gmtime is neither portable nor wasm-sized.
#include "record/timestamp.h"

#include "base/text.h"
#include "record/date_text.h"

namespace packetglass {
namespace {

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

// The proleptic Gregorian date of a day counted from 1970-01-01. Years are counted from March, so
// that the leap day is the last day of the year, in eras of 400 years = 146097 days.
Civil civil_from_days(std::int64_t days) {
  days += 719468;  // from 0000-03-01
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day_of_era = static_cast<unsigned>(days - era * 146097);
  const unsigned year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const unsigned day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned month_from_march = (5 * day_of_year + 2) / 153;
  const unsigned month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
          day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

struct Split {
  std::int64_t quotient;
  std::int64_t rest;  // 0 <= rest < divisor
};

Split floor_split(std::int64_t value, std::int64_t divisor) {
  const std::int64_t rest = value % divisor;
  return rest < 0 ? Split{value / divisor - 1, rest + divisor} : Split{value / divisor, rest};
}

}  // namespace

std::string iso8601(Nanoseconds time) {
  const auto [seconds, fraction] = floor_split(time, kNanosecondsPerSecond);
  const auto [days, second_of_day] = floor_split(seconds, 86400);
  return iso8601_of_day(days, second_of_day, fraction);
}

std::string iso8601_of_day(std::int64_t day, std::int64_t second, std::int64_t nanosecond) {
  const Civil date = civil_from_days(day);
  const bool plain = date.year >= 0 && date.year <= 9999;
  const auto of_day = static_cast<int>(second);
  return format_text(plain ? "%04lld" : "%+05lld", static_cast<long long>(date.year)) +
         format_text("-%02u-%02uT%02d:%02d:%02d.%09lldZ", date.month, date.day, of_day / 3600,
                     of_day / 60 % 60, of_day % 60, static_cast<long long>(nanosecond));
}

std::string epoch_seconds(Nanoseconds time) {
  const auto magnitude = static_cast<std::uint64_t>(time);
  return time < 0 ? "-" + seconds_of(0 - magnitude) : seconds_of(magnitude);
}

std::string seconds_of(std::uint64_t nanoseconds) {
  std::string text;
  append_decimal(text, nanoseconds / kNanosecondsPerSecond);
  text.push_back('.');
  append_decimal(text, nanoseconds % kNanosecondsPerSecond, 9);
  return text;
}

}  // namespace packetglass
