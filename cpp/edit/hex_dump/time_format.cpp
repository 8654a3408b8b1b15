// Times in texts of any layout, as strptime() describes it.
#include "edit/hex_dump/time_format.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::string_view kKnown = "YymbBhdejaAHIpMSTRFDsznt%f";
constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
constexpr std::string_view kDays[] = {"sunday",   "monday", "tuesday", "wednesday",
                                      "thursday", "friday", "saturday"};

struct Parts {
  std::int64_t year, month, day, hour, minute, second;
  std::int64_t nanosecond = 0;
  std::int64_t offset = 0;  // seconds to the east of UTC
  std::optional<bool> afternoon{};
  std::optional<std::int64_t> day_of_year{};
  std::optional<std::int64_t> epoch{};
};

// Takes a text apart from its begin.
class Text {
 public:
  explicit Text(std::string_view text) : rest_(text) {}

  void skip_blanks() {
    while (!rest_.empty() && is_space(rest_[0])) rest_.remove_prefix(1);
  }
  bool take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A number of up to so many digits, within these.
  bool number(std::int64_t& out, std::size_t digits, std::int64_t least, std::int64_t most) {
    skip_blanks();
    std::int64_t value = 0;
    std::size_t count = 0;
    while (count < digits && count < rest_.size() && is_digit(rest_[count])) {
      value = value * 10 + (rest_[count++] - '0');
    }
    rest_.remove_prefix(count);
    out = value;
    return count != 0 && value >= least && value <= most;
  }

  // Digits behind the ninth are left out: they are finer than nanoseconds.
  bool fraction(std::int64_t& nanoseconds) {
    nanoseconds = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && is_digit(rest_[count]); ++count) {
      if (count < 9) nanoseconds = nanoseconds * 10 + (rest_[count] - '0');
    }
    rest_.remove_prefix(count);
    for (std::size_t i = count; i < 9; ++i) nanoseconds *= 10;
    return count != 0;
  }

  // One of these words, or its first three letters; its number from 0.
  template <std::size_t kCount>
  bool word(const std::string_view (&words)[kCount], std::int64_t& out) {
    skip_blanks();
    for (std::size_t i = 0; i < kCount; ++i) {
      for (const std::size_t size : {words[i].size(), std::min<std::size_t>(words[i].size(), 3)}) {
        if (!same_word(rest_.substr(0, size), words[i].substr(0, size))) continue;
        rest_.remove_prefix(size);
        out = static_cast<std::int64_t>(i);
        return true;
      }
    }
    return false;
  }

  // Z, +01, +0100 or +01:00.
  bool offset(std::int64_t& seconds) {
    seconds = 0;
    if (take('Z') || take('z')) return true;
    const bool west = take('-');
    if (!west && !take('+')) return false;
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    if (!number(hours, 2, 0, 23)) return false;
    const bool colon = take(':');
    const bool more = !rest_.empty() && is_digit(rest_[0]);
    if ((colon || more) && !number(minutes, 2, 0, 59)) return false;
    seconds = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
    return true;
  }

 private:
  std::string_view rest_;
};

bool parse(Text& text, std::string_view format, Parts& parts);

bool parse_half(Text& text, Parts& parts) {
  constexpr std::string_view kHalves[] = {"am", "pm"};
  std::int64_t half = 0;
  if (!text.word(kHalves, half)) return false;
  parts.afternoon = half == 1;
  return true;
}

bool parse_year_of_century(Text& text, Parts& parts) {
  if (!text.number(parts.year, 2, 0, 99)) return false;
  parts.year += parts.year < 69 ? 2000 : 1900;  // as POSIX has it
  return true;
}

bool parse_month(Text& text, Parts& parts) {
  if (!text.word(kMonths, parts.month)) return false;
  ++parts.month;
  return true;
}

bool parse_epoch(Text& text, Parts& parts) {
  constexpr std::int64_t kMost = 99'999'999'999;
  std::int64_t seconds = 0;
  if (!text.number(seconds, 11, 0, kMost)) return false;
  parts.epoch = seconds;
  return true;
}

// What one letter behind a percent sign stands for.
bool parse_one(Text& text, char letter, Parts& parts) {
  std::int64_t ignored = 0;
  switch (letter) {
    case 'Y':
      return text.number(parts.year, 4, 0, 9999);
    case 'y':
      return parse_year_of_century(text, parts);
    case 'm':
      return text.number(parts.month, 2, 1, 12);
    case 'b':
    case 'B':
    case 'h':
      return parse_month(text, parts);
    case 'd':
    case 'e':
      return text.number(parts.day, 2, 1, 31);
    case 'j':
      return text.number(parts.day_of_year.emplace(), 3, 1, 366);
    case 'a':
    case 'A':
      return text.word(kDays, ignored);
    case 'H':
      return text.number(parts.hour, 2, 0, 23);
    case 'I':
      return text.number(parts.hour, 2, 1, 12);
    case 'p':
      return parse_half(text, parts);
    case 'M':
      return text.number(parts.minute, 2, 0, 59);
    case 'S':
      return text.number(parts.second, 2, 0, 60);
    case 'T':
      return parse(text, "%H:%M:%S", parts);
    case 'R':
      return parse(text, "%H:%M", parts);
    case 'F':
      return parse(text, "%Y-%m-%d", parts);
    case 'D':
      return parse(text, "%m/%d/%y", parts);
    case 's':
      return parse_epoch(text, parts);
    case 'z':
      return text.offset(parts.offset);
    case 'f':
      return text.fraction(parts.nanosecond);
    case 'n':
    case 't':
      text.skip_blanks();
      return true;
    default:
      return text.take(letter);
  }
}

bool parse(Text& text, std::string_view format, Parts& parts) {
  while (!format.empty()) {
    const char c = format[0];
    format.remove_prefix(1);
    if (is_space(c)) {
      text.skip_blanks();
    } else if (c == '%' && !format.empty()) {
      if (!parse_one(text, format[0], parts)) return false;
      format.remove_prefix(1);
    } else if (!text.take(c)) {
      return false;
    }
  }
  return true;
}

std::optional<Nanoseconds> shifted(std::optional<Nanoseconds> time, std::int64_t seconds) {
  Nanoseconds result = 0;
  if (!time || __builtin_add_overflow(*time, seconds * kNanosecondsPerSecond, &result)) {
    return std::nullopt;
  }
  return result;
}

// Through the calendar of parse_iso8601().
std::optional<Nanoseconds> join(Parts parts) {
  if (parts.epoch) {
    return shifted(
        parse_epoch_seconds(format_text("%lld.%09lld", static_cast<long long>(*parts.epoch),
                                        static_cast<long long>(parts.nanosecond))),
        0);
  }
  if (parts.afternoon) parts.hour = parts.hour % 12 + (*parts.afternoon ? 12 : 0);
  if (parts.day_of_year) parts.month = parts.day = 1;
  // A leap second is the one behind it.
  const std::int64_t leap = parts.second == 60 ? 1 : 0;
  const auto time = parse_iso8601(format_text(
      "%04d-%02d-%02dT%02d:%02d:%02d.%09lldZ", static_cast<int>(parts.year),
      static_cast<int>(parts.month), static_cast<int>(parts.day), static_cast<int>(parts.hour),
      static_cast<int>(parts.minute), static_cast<int>(parts.second - leap),
      static_cast<long long>(parts.nanosecond)));
  const std::int64_t days = parts.day_of_year ? *parts.day_of_year - 1 : 0;
  return shifted(time, leap + days * 86'400 - parts.offset);
}

// Date and time of day of `now`.
Parts parts_of(Nanoseconds now) {
  Parts parts{};
  const std::string whole = iso8601(now);
  Text text(whole);
  parse(text, "%Y-%m-%dT%H:%M:%S", parts);
  return parts;
}

std::optional<Nanoseconds> parse_iso(std::string_view whole, Parts parts) {
  Text text(whole);
  if (!parse(text, "%Y-%m-%d", parts)) return std::nullopt;
  if (!text.take('T') && !text.take(' ')) return std::nullopt;
  if (!parse(text, "%H:%M:%S", parts)) return std::nullopt;
  if ((text.take('.') || text.take(',')) && !text.fraction(parts.nanosecond)) return std::nullopt;
  if (!text.offset(parts.offset)) parts.offset = 0;
  return join(parts);
}

}  // namespace

std::string wrong_time_format(std::string_view format) {
  if (format.empty()) return "The format of the time is empty";
  for (std::size_t at = format.find('%'); at != format.npos; at = format.find('%', at + 2)) {
    const std::string_view letter = format.substr(at + 1, 1);
    if (letter.empty() || kKnown.find(letter) == kKnown.npos) {
      return "%" + std::string(letter) + " is not known in the format " + std::string(format);
    }
  }
  return {};
}

std::optional<Nanoseconds> parse_time(std::string_view text, std::string_view format,
                                      Nanoseconds now) {
  Parts parts = parts_of(now);
  if (format == "ISO") return parse_iso(text, parts);
  Text rest(text);
  if (!parse(rest, format, parts)) return std::nullopt;
  return join(parts);
}

}  // namespace packetglass
