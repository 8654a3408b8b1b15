// Times from text: ISO 8601 as in RFC 3339, and seconds since 1970.
#include <algorithm>
#include <charconv>

#include "record/timestamp.h"

namespace packetglass {
namespace {

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

// Days since 1970-01-01. Years are counted from March, as iso8601() does.
std::int64_t days_from_civil(const Civil& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned month_from_march = date.month > 2 ? date.month - 3 : date.month + 9;
  const unsigned day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const unsigned day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

unsigned days_in_month(const Civil& date) {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
  return date.month == 2 && leap ? 29 : kDays[date.month - 1];
}

bool in_calendar(const Civil& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days_in_month(date);
}

// Both parts have the sign of the time, so that no sum on the way leaves the range of a time that
// is in it.
std::optional<Nanoseconds> join(std::int64_t seconds, std::int64_t nanoseconds) {
  Nanoseconds time;
  if (__builtin_mul_overflow(seconds, kNanosecondsPerSecond, &time)) return std::nullopt;
  if (__builtin_add_overflow(time, nanoseconds, &time)) return std::nullopt;
  return time;
}

// Takes a text apart from its start; once something is not as it has to be, all fails.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool take(char wanted) {
    const bool there = rest_.starts_with(wanted);
    if (there) rest_.remove_prefix(1);
    return there;
  }

  void expect(char wanted) { failed_ |= !take(wanted); }

  // A number of so many digits, or of as many as there are.
  std::int64_t number(std::size_t digits) {
    failed_ |= digits_ahead() < digits;
    return convert(failed_ ? 0 : digits);
  }
  std::int64_t number() {
    failed_ |= digits_ahead() == 0;
    return convert(digits_ahead());
  }

  // A number of at most this, of two digits.
  std::int64_t two_digits(std::int64_t most) {
    const std::int64_t value = number(2);
    failed_ |= value > most;
    return value;
  }

  // What stands behind a decimal point, if one does.
  std::int64_t nanoseconds() {
    if (!take('.')) return 0;
    const std::size_t digits = digits_ahead();
    failed_ |= digits > 9;
    std::int64_t value = number();
    for (std::size_t i = digits; i < 9; ++i) value *= 10;
    return value;
  }

  // Whether all was as it had to be, and nothing is left.
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::size_t digits_ahead() const {
    return std::min(rest_.find_first_not_of("0123456789"), rest_.size());
  }

  std::int64_t convert(std::size_t digits) {
    std::int64_t value = 0;
    const auto error = std::from_chars(rest_.data(), rest_.data() + digits, value).ec;
    failed_ |= error != std::errc();
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

// Seconds to the east of UTC.
std::int64_t scan_offset(Scanner& scanner) {
  if (scanner.take('Z')) return 0;
  const bool west = scanner.take('-');
  if (!west) scanner.expect('+');
  const std::int64_t hours = scanner.two_digits(23);
  scanner.expect(':');
  const std::int64_t seconds = hours * 3600 + scanner.two_digits(59) * 60;
  return west ? -seconds : seconds;
}

// Seconds since midnight.
std::int64_t scan_time_of_day(Scanner& scanner) {
  const std::int64_t hours = scanner.two_digits(23);
  scanner.expect(':');
  const std::int64_t minutes = scanner.two_digits(59);
  scanner.expect(':');
  return hours * 3600 + minutes * 60 + scanner.two_digits(59);
}

Civil scan_date(Scanner& scanner) {
  const std::int64_t year = scanner.number(4);
  scanner.expect('-');
  const auto month = static_cast<unsigned>(scanner.number(2));
  scanner.expect('-');
  return {year, month, static_cast<unsigned>(scanner.number(2))};
}

}  // namespace

std::optional<Nanoseconds> parse_iso8601(std::string_view text) {
  Scanner scanner(text);
  const Civil date = scan_date(scanner);
  scanner.expect('T');
  const std::int64_t second_of_day = scan_time_of_day(scanner);
  const std::int64_t nanoseconds = scanner.nanoseconds();
  const std::int64_t offset = scan_offset(scanner);
  if (!scanner.done() || !in_calendar(date)) return std::nullopt;
  const std::int64_t seconds = days_from_civil(date) * 86400 + second_of_day - offset;
  if (seconds >= 0) return join(seconds, nanoseconds);
  return join(seconds + 1, nanoseconds - kNanosecondsPerSecond);
}

std::optional<Nanoseconds> parse_epoch_seconds(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.take('-');
  const std::int64_t seconds = scanner.number();
  const std::int64_t nanoseconds = scanner.nanoseconds();
  if (!scanner.done()) return std::nullopt;
  return negative ? join(-seconds, -nanoseconds) : join(seconds, nanoseconds);
}

}  // namespace packetglass
