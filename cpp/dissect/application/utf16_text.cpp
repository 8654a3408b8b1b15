// Texts of protocols that have them in UTF-16: RFC 2781, little-endian.
#include "dissect/application/utf16_text.h"

namespace packetglass {
namespace {

constexpr char32_t kReplacement = 0xfffd;

bool is_high(char32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low(char32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

// RFC 3629, section 3.
void append_character(std::string& out, char32_t code) {
  const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      byte(0xe0 | code >> 12);
    } else {
      byte(0xf0 | code >> 18);
      byte(0x80 | (code >> 12 & 0x3f));
    }
    byte(0x80 | (code >> 6 & 0x3f));
  }
  byte(0x80 | (code & 0x3f));
}

}  // namespace

std::string utf16_text(Bytes bytes) {
  const auto unit = [&](std::size_t at) -> char32_t {
    if (at + 2 > bytes.size()) return 0;
    return load<std::uint16_t>(bytes.data() + at, ByteOrder::kLittle);
  };
  std::string text;
  for (std::size_t at = 0; unit(at) != 0; at += 2) {
    char32_t code = unit(at);
    if (is_high(code) && is_low(unit(at + 2))) {
      code = 0x10000 + ((code & 0x3ff) << 10 | (unit(at + 2) & 0x3ff));
      at += 2;
    } else if (is_high(code) || is_low(code)) {
      code = kReplacement;
    }
    append_character(text, code);
  }
  return text;
}

}  // namespace packetglass
