// Characters in UTF-8, RFC 3629.
#include "base/utf8.h"

namespace packetglass {
namespace {

// Whether a byte may be the second of a character: without overlong forms, surrogates and what is
// beyond U+10FFFF.
bool may_follow(std::uint8_t first, std::uint8_t second) {
  const std::uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high;
}

}  // namespace

Utf8Character first_character(Bytes bytes) {
  const std::uint8_t first = bytes[0];
  if (first < 0x80) return {1, true, first};
  if (first < 0xc2 || first > 0xf4) return {1, false, 0};
  const std::size_t wanted = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t code_point = first & (0x7fu >> wanted);
  std::size_t size = 1;
  while (size < wanted && size < bytes.size() &&
         may_follow(size == 1 ? first : std::uint8_t{0}, bytes[size])) {
    code_point = code_point << 6 | (bytes[size++] & 0x3fu);
  }
  return {size, size == wanted, code_point};
}

}  // namespace packetglass
