// The values of steps, as people write them.
#include "edit/step_value.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace packetglass {
namespace {

struct Unit {
  std::string_view name;
  Nanoseconds nanoseconds;
};

constexpr Unit kUnits[] = {
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", kNanosecondsPerSecond},
    {"", kNanosecondsPerSecond},
    {"min", 60 * kNanosecondsPerSecond},
    {"h", 3600 * kNanosecondsPerSecond},
    {"d", 86400 * kNanosecondsPerSecond},
};

const Unit* find_unit(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kUnits), std::end(kUnits),
                                         [&](const Unit& unit) { return unit.name == name; });
  return found == std::end(kUnits) ? nullptr : found;
}

std::string_view digits_of(std::string_view text) {
  const auto* const end =
      std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The digits behind the point, in nanoseconds of this unit.
Nanoseconds fraction_of(std::string_view digits, Nanoseconds unit) {
  Nanoseconds sum = 0;
  for (const char digit : digits) {
    // Of a day tenths and hundredths are whole nanoseconds for long; behind those nothing is left.
    unit /= 10;
    sum += (digit - '0') * unit;
  }
  return sum;
}

}  // namespace

std::optional<std::uint64_t> parse_whole(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, code] = std::from_chars(text.data(), end, number);
  if (text.empty() || code != std::errc() || at != end) return std::nullopt;
  return number;
}

std::optional<Nanoseconds> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::string_view whole = digits_of(text);
  text.remove_prefix(whole.size());
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = digits_of(text);
    text.remove_prefix(fraction.size());
  }
  const Unit* const unit = find_unit(text);
  if (unit == nullptr || (whole.empty() && fraction.empty())) return std::nullopt;
  const auto count = whole.empty() ? std::optional<std::uint64_t>(0) : parse_whole(whole);
  constexpr auto kMost = std::numeric_limits<Nanoseconds>::max();
  if (!count || *count >= static_cast<std::uint64_t>(kMost / unit->nanoseconds)) {
    return std::nullopt;
  }
  const Nanoseconds sum = static_cast<Nanoseconds>(*count) * unit->nanoseconds +
                          fraction_of(fraction, unit->nanoseconds);
  return negative ? -sum : sum;
}

std::optional<NumberedText> parse_numbered_text(std::string_view text, std::uint64_t least) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto number = parse_whole(text.substr(0, colon));
  if (!number || *number < least) return std::nullopt;
  return NumberedText{*number, text.substr(colon + 1)};
}

}  // namespace packetglass
