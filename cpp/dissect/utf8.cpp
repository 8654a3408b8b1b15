// Bytes of packets as text.
#include "dissect/utf8.h"

#include "base/text.h"

namespace packetglass {
namespace {

// The first bytes of a text: a character in UTF-8, or as much of one as there is.
struct Character {
  std::size_t size;
  bool whole;
};

// Whether a byte may be the second of a character: without overlong forms, surrogates and what is
// beyond U+10FFFF.
bool may_follow(std::uint8_t first, std::uint8_t second) {
  const std::uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const std::uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  return second >= low && second <= high;
}

Character first_character(Bytes bytes) {
  const std::uint8_t first = bytes[0];
  if (first < 0x80) return {1, true};
  if (first < 0xc2 || first > 0xf4) return {1, false};
  const std::size_t wanted = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  std::size_t size = 1;
  while (size < wanted && size < bytes.size() &&
         may_follow(size == 1 ? first : std::uint8_t{0}, bytes[size])) {
    ++size;
  }
  return {size, size == wanted};
}

void append_control(std::string& out, std::uint8_t byte) {
  static constexpr char kLetters[] = "abtnvfr";  // 7 to 13
  if (byte >= 7 && byte <= 13) {
    (out += '\\') += kLetters[byte - 7];
  } else {
    out += format_text("\\%03o", byte);
  }
}

}  // namespace

void append_utf8(std::string& out, Bytes bytes) {
  while (!bytes.empty()) {
    const auto [size, whole] = first_character(bytes);
    if (!whole) {
      out += "\xef\xbf\xbd";
    } else if (bytes[0] < 0x20 || bytes[0] == 0x7f) {
      append_control(out, bytes[0]);
    } else {
      out.append(reinterpret_cast<const char*>(bytes.data()), size);
    }
    bytes = bytes.subspan(size);
  }
}

}  // namespace packetglass
