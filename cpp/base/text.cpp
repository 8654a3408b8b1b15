// Numbers and bytes as text; base64 is RFC 4648, section 4.
#include "base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdarg>
#include <cstdio>

namespace packetglass {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t kNotInAlphabet = 1u << 24;  // shows in any sum of four characters

// The value of each character.
constexpr auto kValues = [] {
  std::array<std::uint32_t, 256> values{};
  values.fill(kNotInAlphabet);
  for (std::uint32_t i = 0; i < 64; ++i) values[static_cast<std::uint8_t>(kAlphabet[i])] = i;
  return values;
}();

std::size_t count_padding(std::string_view text) {
  return text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
}

// Four characters as 24 bits, kNotInAlphabet or more when one of them is no character of base64.
std::uint32_t quantum(const char* four) {
  std::uint32_t bits = 0;
  std::uint32_t wrong = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t value = kValues[static_cast<std::uint8_t>(four[i])];
    wrong |= value & kNotInAlphabet;
    bits = bits << 6 | (value & 63);
  }
  return bits | wrong;
}

}  // namespace

std::string format_text(const char* format, ...) {
  char room[512];
  va_list arguments;
  va_start(arguments, format);
  const int length = std::vsnprintf(room, sizeof room, format, arguments);
  va_end(arguments);
  if (length < 0) return {};
  return std::string(room,
                     std::min<std::size_t>(static_cast<std::size_t>(length), sizeof room - 1));
}

std::string hex_text(Bytes bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += format_text("%02x", byte);
  return text;
}

void append_decimal(std::string& out, std::uint64_t value, int width) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (auto length = end - digits; length < width; ++length) out.push_back('0');
  out.append(digits, end);
}

void append_base64(std::string& out, Bytes bytes) {
  const std::size_t start = out.size();
  out.resize(start + (bytes.size() + 2) / 3 * 4, '=');
  char* to = out.data() + start;
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned v = bytes[i] * 0x10000u + bytes[i + 1] * 0x100u + bytes[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) *to++ = kAlphabet[v >> shift & 63];
  }
  const std::size_t left = bytes.size() - i;
  if (left == 0) return;
  const unsigned v = bytes[i] * 0x10000u + (left == 2 ? bytes[i + 1] * 0x100u : 0);
  *to++ = kAlphabet[v >> 18 & 63];
  *to++ = kAlphabet[v >> 12 & 63];
  if (left == 2) *to = kAlphabet[v >> 6 & 63];
}

bool append_decoded_base64(std::vector<std::uint8_t>& out, std::string_view text) {
  if (text.size() % 4 != 0) return false;
  const std::size_t start = out.size();
  const std::size_t padding = count_padding(text);
  out.resize(start + text.size() / 4 * 3);
  std::uint8_t* to = out.data() + start;
  std::uint32_t seen = 0;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    char four[4];
    const bool last = i + 4 == text.size();
    std::copy_n(text.data() + i, 4, four);
    if (last) std::fill_n(four + 4 - padding, padding, 'A');
    bits = quantum(four);
    seen |= bits;
    for (int shift = 16; shift >= 0; shift -= 8) *to++ = static_cast<std::uint8_t>(bits >> shift);
  }
  const bool spare_bits = (bits & ((1u << 8 * padding) - 1)) != 0;
  const bool good = seen < kNotInAlphabet && !spare_bits;
  out.resize(good ? out.size() - padding : start);
  return good;
}

}  // namespace packetglass
