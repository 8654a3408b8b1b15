// Text that somebody else wrote, as people and programs get it.
#include "base/shown_text.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "base/utf8.h"

namespace packetglass {
namespace {

struct Range {
  char32_t first, last;
};

// THE TABLE of controls, in ascending order.
constexpr Range kControls[] = {
    {0x00, 0x1f},        // C0
    {0x7f, 0x9f},        // DEL, C1
    {0x061c, 0x061c},    // Arabic letter mark
    {0x200b, 0x200f},    // zero-width space and joiners, marks of direction
    {0x202a, 0x202e},    // embedding and override of directions
    {0x2060, 0x2069},    // word joiner, invisible operators, isolates
    {0xfeff, 0xfeff},    // zero-width no-break space, the byte-order mark
    {0xfff9, 0xfffb},    // interlinear annotation
    {0xe0000, 0xe007f},  // tags
};

// What stands in texts of our own and has to be readable everywhere.
struct Drawn {
  char32_t code_point;
  const char* ascii;
};
constexpr Drawn kDrawn[] = {{0x2190, "<-"}, {0x2192, "->"}, {0x2194, "<->"}, {0x2026, "..."}};

bool is_plain(char c) {
  return c >= 0x20 && c < 0x7f;
}

void append_code_point(std::string& out, char32_t code_point) {
  const auto number = static_cast<unsigned>(code_point);
  if (number < 0x80) {
    out += format_text("\\x%02x", number);
  } else {
    out += format_text(number > 0xffff ? "\\u{%x}" : "\\u%04x", number);
  }
}

void append_json(std::string& out, char32_t code_point) {
  auto number = static_cast<unsigned>(code_point);
  if (number > 0xffff) {
    number -= 0x10000;
    out += format_text("\\u%04x", 0xd800 + (number >> 10));
    number = 0xdc00 + (number & 0x3ff);
  }
  out += format_text("\\u%04x", number);
}

void append_ascii(std::string& out, char32_t code_point) {
  for (const Drawn& drawn : kDrawn) {
    if (drawn.code_point == code_point) {
      out += drawn.ascii;
      return;
    }
  }
  append_code_point(out, code_point);
}

// Hands on runs of ASCII that can be seen, then what comes between them, piece by piece.
template <typename Piece>
void walk(std::string& out, std::string_view text, Piece piece) {
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_plain);
    const auto run = static_cast<std::size_t>(end - text.begin());
    out.append(text.substr(0, run));
    text.remove_prefix(run);
    if (text.empty()) return;
    const Utf8Character character = first_character(bytes_of(text));
    piece(character, text.substr(0, character.size));
    text.remove_prefix(character.size);
  }
}

}  // namespace

bool is_control(char32_t code_point) {
  const auto range = std::find_if(std::begin(kControls), std::end(kControls),
                                  [&](const Range& each) { return code_point <= each.last; });
  return range != std::end(kControls) && code_point >= range->first;
}

void append_shown(std::string& out, std::string_view text, ShownAs as) {
  walk(out, text, [&](const Utf8Character& character, std::string_view bytes) {
    const char32_t code_point = character.code_point;
    if (!character.whole) {
      for (const char byte : bytes) out += format_text("\\x%02x", static_cast<std::uint8_t>(byte));
    } else if (as.lines && (code_point == '\n' || code_point == '\t')) {
      out += bytes;
    } else if (is_control(code_point)) {
      append_code_point(out, code_point);
    } else if (as.ascii) {
      append_ascii(out, code_point);
    } else {
      out += bytes;
    }
  });
}

void append_shown_json(std::string& out, std::string_view json) {
  walk(out, json, [&](const Utf8Character& character, std::string_view bytes) {
    const bool escaped = character.whole && character.code_point >= 0x20;
    if (escaped && is_control(character.code_point)) {
      append_json(out, character.code_point);
    } else {
      out += bytes;  // a line feed between values
    }
  });
}

}  // namespace packetglass
