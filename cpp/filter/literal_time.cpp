// Times as they are written.
#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/text.h"
#include "filter/literal.h"

namespace packetglass {
namespace {

constexpr Nanoseconds kMinute = 60 * kNanosecondsPerSecond;

struct Zone {
  std::string_view name;
  int hours;
};
// THE TABLE of zones with names: those of RFC 822, in which the letters have the signs that RFC
// 2822 gives back to them.
constexpr Zone kZones[] = {{"UTC", 0},  {"UT", 0},   {"GMT", 0},  {"Z", 0},
                           {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
                           {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
constexpr std::string_view kEast = "ABCDEFGHIKLM", kWest = "NOPQRSTUVWXY";

constexpr const char* kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                   "jul", "aug", "sep", "oct", "nov", "dec"};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool failed() const { return failed_; }
  void expect(bool holds) { failed_ |= !holds; }
  bool ahead(char c) const { return rest_.starts_with(c); }
  bool ahead_letter() const { return !rest_.empty() && is_letter(rest_[0]); }
  bool take(char c) {
    if (!ahead(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_spaces() {
    const std::size_t before = rest_.size();
    while (take(' ')) {
    }
    return rest_.size() != before;
  }
  std::string_view digits() { return taken(is_digit); }
  std::string_view letters() { return taken(is_letter); }
  unsigned number(std::size_t least, std::size_t most) {
    const std::string_view word = digits();
    failed_ |= word.size() < least || word.size() > most;
    unsigned value = 0;
    if (!failed_) std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
  }

 private:
  std::string_view taken(bool (*is)(char)) {
    std::size_t size = 0;
    while (size < rest_.size() && is(rest_[size])) ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }

  std::string_view rest_;
  bool failed_ = false;
};

struct Parts {
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::string_view fraction;
  int zone_minutes = 0;
};

void read_clock(Scanner& text, Parts& parts) {
  parts.hour = text.number(1, 2);
  text.expect(text.take(':'));
  parts.minute = text.number(2, 2);
  if (!text.take(':')) return;
  parts.second = text.number(2, 2);
  if (!text.take('.')) return;
  parts.fraction = text.digits();
  text.expect(!parts.fraction.empty() && parts.fraction.size() <= 9);
}

// "+02:00", "-0800", "+02".
void read_offset(Scanner& text, Parts& parts) {
  const int sign = text.take('-') ? -1 : 1;
  if (sign > 0) text.expect(text.take('+'));
  const std::string_view digits = text.digits();
  text.expect(digits.size() == 2 || digits.size() == 4);
  if (text.failed()) return;
  unsigned hours = 0, minutes = 0;
  std::from_chars(digits.data(), digits.data() + 2, hours);
  if (digits.size() == 4)
    std::from_chars(digits.data() + 2, digits.data() + 4, minutes);
  else if (text.take(':'))
    minutes = text.number(2, 2);
  text.expect(hours < 24 && minutes < 60);
  parts.zone_minutes = sign * static_cast<int>(hours * 60 + minutes);
}

void read_zone_name(Scanner& text, Parts& parts) {
  const std::string_view name = text.letters();
  for (const Zone& zone : kZones) {
    if (!same_word(zone.name, name)) continue;
    parts.zone_minutes = zone.hours * 60;
    return;
  }
  const char letter = name.size() == 1 ? static_cast<char>(name[0] & ~0x20) : ' ';
  const std::size_t east = kEast.find(letter), west = kWest.find(letter);
  text.expect(east != kEast.npos || west != kWest.npos);
  if (east != kEast.npos) parts.zone_minutes = 60 * (static_cast<int>(east) + 1);
  if (west != kWest.npos) parts.zone_minutes = -60 * (static_cast<int>(west) + 1);
}

void read_zone(Scanner& text, Parts& parts) {
  text.skip_spaces();
  if (text.done()) return;
  if (text.ahead('+') || text.ahead('-'))
    read_offset(text, parts);
  else
    read_zone_name(text, parts);
  text.skip_spaces();
  text.expect(text.done());
}

// "2024-01-31", which has been begun.
void read_iso_date(Scanner& text, Parts& parts) {
  parts.year = text.number(4, 4);
  text.expect(text.take('-'));
  parts.month = text.number(2, 2);
  text.expect(text.take('-'));
  parts.day = text.number(2, 2);
}

// "Jan 31, 2024".
void read_named_date(Scanner& text, Parts& parts) {
  const std::string_view name = text.letters();
  for (unsigned i = 0; i < std::size(kMonths); ++i) {
    if (same_word(name, kMonths[i])) parts.month = i + 1;
  }
  text.expect(parts.month != 0 && text.skip_spaces());
  parts.day = text.number(1, 2);
  text.expect(text.take(','));
  text.skip_spaces();
  parts.year = text.number(4, 4);
}

std::optional<Nanoseconds> join(const Parts& parts) {
  std::string text = format_text("%04u-%02u-%02uT%02u:%02u:%02u", parts.year, parts.month,
                                 parts.day, parts.hour, parts.minute, parts.second);
  if (!parts.fraction.empty()) text.append(".").append(parts.fraction);
  const auto local = parse_iso8601(text + "Z");
  Nanoseconds time = 0;
  if (!local || __builtin_sub_overflow(*local, parts.zone_minutes * kMinute, &time)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace

std::optional<Nanoseconds> read_seconds(std::string_view word) {
  const auto real = read_real(word);
  if (!real) return std::nullopt;
  // Without an exponent it is exact.
  const bool digits =
      std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
  if (digits) {
    std::string text(word);
    if (text.front() == '.') text.insert(0, 1, '0');
    if (text.back() == '.') text.pop_back();
    const std::size_t point = text.find('.');
    if (point != text.npos) text.resize(std::min(text.size(), point + 10));
    return parse_epoch_seconds(text);
  }
  const double nanoseconds = *real * static_cast<double>(kNanosecondsPerSecond);
  constexpr double kMost = 9.2e18;
  if (!(nanoseconds > -kMost && nanoseconds < kMost)) return std::nullopt;
  return static_cast<Nanoseconds>(nanoseconds + (nanoseconds < 0 ? -0.5 : 0.5));
}

std::optional<Nanoseconds> read_absolute_time(std::string_view whole) {
  if (const auto epoch = parse_epoch_seconds(whole)) return epoch;
  Scanner text(whole);
  Parts parts;
  text.skip_spaces();
  if (text.ahead_letter())
    read_named_date(text, parts);
  else
    read_iso_date(text, parts);
  const bool separated = text.take('T') || text.take('t') || text.skip_spaces();
  if (!text.failed() && separated && !text.done()) {
    read_clock(text, parts);
    read_zone(text, parts);
  } else {
    text.expect(text.done());
  }
  return text.failed() ? std::nullopt : join(parts);
}

}  // namespace packetglass
