// Text that somebody else wrote, as people and programs get it: nothing in it moves the cursor,
// colours the terminal, turns the direction of writing round, or hides.
#pragma once

#include <string>
#include <string_view>

namespace packetglass {

// Whether a character does something other than to be seen: controls (C0, DEL, C1), and what marks
// directions, joins, annotates or tags without being seen.
bool is_control(char32_t code_point);

// What may stand as it is.
struct ShownAs {
  bool lines = false;  // line feeds and tabs: the text has several lines
  bool ascii = false;  // only ASCII: what is beyond is escaped, but that arrows are drawn: "->"
};

// Appends a text with its controls escaped: \x1b, \u202e, \u{e0041}. Bytes that are no UTF-8 are
// escaped one by one: \xff.
void append_shown(std::string& out, std::string_view text, ShownAs as = {});

// Appends a text of JSON, whose controls below U+0020 are escaped already, with all others escaped
// as JSON has it: it stays the same JSON.
void append_shown_json(std::string& out, std::string_view json);

}  // namespace packetglass
