// Values as they are written: numbers, addresses and bytes. literal_time.cpp has times.
#include "filter/literal.h"

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <limits>

#include "base/ascii.h"
#include "dissect/read_address.h"

namespace packetglass {
namespace {

// The base that a number's beginning says, which is taken from it.
int take_base(std::string_view& word) {
  if (word.size() < 2 || word[0] != '0') return 10;
  const char letter = lower(word[1]);
  if (letter != 'x' && letter != 'b') return 8;
  word.remove_prefix(2);
  return letter == 'x' ? 16 : 2;
}

// The bits of "10.0.0.0/8", taken from the word: most where there is no /.
std::optional<unsigned> take_prefix(std::string_view& word, unsigned most, std::string& wrong) {
  const std::size_t at = word.find('/');
  if (at == word.npos) return most;
  const auto bits = read_whole(word.substr(at + 1));
  if (!bits || *bits > most) {
    wrong = "the prefix length is no number up to " + std::to_string(most);
    return std::nullopt;
  }
  word = word.substr(0, at);
  return static_cast<unsigned>(*bits);
}

bool is_separator(char c) {
  return c == ':' || c == '-' || c == '.';
}

}  // namespace

std::optional<Wide> read_whole(std::string_view word, bool* overflow) {
  const int base = take_base(word);
  if (word.empty()) return std::nullopt;
  Wide number = 0;
  for (const char c : word) {
    const int digit = hex_digit(c);
    if (digit < 0 || digit >= base) return std::nullopt;
    // It stays too large when it is: only whether it is one matters then.
    const auto most = static_cast<Wide>(std::numeric_limits<std::uint64_t>::max());
    if (number <= most) number = number * base + digit;
    if (number > most && overflow != nullptr) *overflow = true;
  }
  const bool fits = number <= static_cast<Wide>(std::numeric_limits<std::uint64_t>::max());
  return fits ? std::optional(number) : std::nullopt;
}

std::optional<double> read_real(std::string_view word) {
  if (same_word(word, "inf") || same_word(word, "infinity")) {
    return std::numeric_limits<double>::infinity();
  }
  if (same_word(word, "nan")) return std::numeric_limits<double>::quiet_NaN();
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return is_digit(c) || c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+';
  });
  if (!plain || (!is_digit(word[0]) && word[0] != '.')) return std::nullopt;
  // strtod reads the decimal point of the locale.
  std::string text(word);
  const char* const point = std::localeconv()->decimal_point;
  if (const std::size_t at = text.find('.'); at != text.npos) text.replace(at, 1, point);
  char* end = nullptr;
  const double real = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() ? std::optional(real) : std::nullopt;
}

std::optional<FilterValue> read_ipv4(std::string_view word, std::string& wrong) {
  const std::string_view whole = word;
  const auto bits = take_prefix(word, 32, wrong);
  if (!bits) return std::nullopt;
  const auto address = read_ip_address(word);
  if (!address || address->kind != Address::Kind::kIpv4) {
    wrong = std::string(whole) + " is no IPv4 address; names are not looked up";
    return std::nullopt;
  }
  FilterValue value;
  value.number = load<std::uint32_t>(address->bytes.data(), ByteOrder::kBig);
  if (*bits != 32) value.prefix = static_cast<std::uint8_t>(*bits);
  return value;
}

std::optional<FilterValue> read_ipv6(std::string_view word, std::string& bytes,
                                     std::string& wrong) {
  const std::string_view whole = word;
  const auto bits = take_prefix(word, 128, wrong);
  if (!bits) return std::nullopt;
  const auto address = read_ip_address(word);
  if (!address || address->kind != Address::Kind::kIpv6) {
    wrong = std::string(whole) + " is no IPv6 address; names are not looked up";
    return std::nullopt;
  }
  bytes.assign(address->bytes.begin(), address->bytes.end());
  FilterValue value;
  if (*bits != 128) value.prefix = static_cast<std::uint8_t>(*bits);
  return value;
}

std::optional<std::string> read_bytes(std::string_view word) {
  std::string bytes;
  char separator = 0;
  std::size_t digits = 0;  // of the group
  if (word.ends_with(':')) {
    separator = ':';
    word.remove_suffix(1);
  }
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (is_separator(word[at])) {
      if (separator != 0 && separator != word[at]) return std::nullopt;
      if (digits == 0 || digits % 2 != 0) return std::nullopt;
      separator = word[at];
      digits = 0;
      continue;
    }
    const int digit = hex_digit(word[at]);
    if (digit < 0) return std::nullopt;
    if (digits++ % 2 == 0)
      bytes += static_cast<char>(digit << 4);
    else
      bytes.back() = static_cast<char>(bytes.back() | digit);
  }
  return digits == 0 || digits % 2 != 0 ? std::nullopt : std::optional(bytes);
}

std::optional<bool> read_boolean(std::string_view word) {
  if (same_word(word, "true")) return true;
  if (same_word(word, "false")) return false;
  return std::nullopt;
}

}  // namespace packetglass
