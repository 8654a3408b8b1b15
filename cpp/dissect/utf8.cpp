// Bytes of packets as text.
#include "dissect/utf8.h"

#include "base/text.h"
#include "base/utf8.h"

namespace packetglass {
namespace {

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
    const Utf8Character character = first_character(bytes);
    if (!character.whole) {
      out += "\xef\xbf\xbd";
    } else if (bytes[0] < 0x20 || bytes[0] == 0x7f) {
      append_control(out, bytes[0]);
    } else {
      out += text_of(bytes.first(character.size));
    }
    bytes = bytes.subspan(character.size);
  }
}

}  // namespace packetglass
