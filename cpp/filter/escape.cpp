// Escapes in quoted texts of filters.
#include <algorithm>

#include "base/ascii.h"
#include "filter/lexer.h"

namespace packetglass {
namespace {

void append_character(std::string& out, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x800) {
    add(0xc0 | code >> 6);
  } else if (code < 0x10000) {
    add(0xe0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3f));
  } else {
    add(0xf0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3f));
    add(0x80 | (code >> 6 & 0x3f));
  }
  add(0x80 | (code & 0x3f));
}

// As in C: what ASCII has is written as it is, and surrogates are no characters.
bool is_universal(std::uint32_t code) {
  return code >= 0xa0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
}

// Digits from `at` on, at most `most`; how many there are.
struct Digits {
  std::uint32_t number = 0;
  std::size_t count = 0;
};
Digits digits_at(std::string_view text, std::size_t at, std::size_t most, int base) {
  Digits digits;
  while (digits.count < most && at + digits.count < text.size()) {
    const int digit = hex_digit(text[at + digits.count]);
    if (digit < 0 || digit >= base) break;
    digits.number =
        digits.number * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit);
    ++digits.count;
  }
  return digits;
}

// The escape whose letter stands at `at`; its bytes with the letter, 0 when it is none.
std::size_t append_escaped(std::string_view text, std::size_t at, std::string& out) {
  constexpr std::string_view kLetters = "\"'\\abfnrtv", kMeanings = "\"'\\\a\b\f\n\r\t\v";
  const char letter = text[at];
  if (const std::size_t i = kLetters.find(letter); i != kLetters.npos) {
    out += kMeanings[i];
    return 1;
  }
  if (letter == 'x') {
    const Digits digits = digits_at(text, at + 1, 2, 16);
    if (digits.count != 0) out += static_cast<char>(digits.number);
    return digits.count == 0 ? 0 : 1 + digits.count;
  }
  if (letter == 'u' || letter == 'U') {
    const std::size_t wanted = letter == 'u' ? 4 : 8;
    const Digits digits = digits_at(text, at + 1, wanted, 16);
    if (digits.count != wanted || !is_universal(digits.number)) return 0;
    append_character(out, digits.number);
    return 1 + wanted;
  }
  const Digits digits = digits_at(text, at, 3, 8);
  if (digits.count == 0 || digits.number > 0xff) return 0;
  out += static_cast<char>(digits.number);
  return digits.count;
}

}  // namespace

bool unescape(std::string_view inside, std::string& out, WrongEscape& wrong) {
  for (std::size_t at = 0; at < inside.size();) {
    if (inside[at] != '\\') {
      out += inside[at++];
      continue;
    }
    const std::size_t size =
        at + 1 < inside.size() ? append_escaped(inside, at + 1, out) : std::size_t{0};
    if (size == 0) {
      wrong = {at, std::min<std::size_t>(2, inside.size() - at)};
      return false;
    }
    at += 1 + size;
  }
  return true;
}

}  // namespace packetglass
