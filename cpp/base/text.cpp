// Numbers and bytes as text; base64 is RFC 4648, section 4.
#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cstdarg>
#include <cstdio>

namespace packetglass {

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

void append_decimal(std::string& out, std::uint64_t value, int width) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  for (auto length = end - digits; length < width; ++length) out.push_back('0');
  out.append(digits, end);
}

void append_base64(std::string& out, Bytes bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
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

}  // namespace packetglass
