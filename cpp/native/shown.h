// Text as people get it on a terminal: captures, file names and arguments may hold anything.
#pragma once

#include <string>
#include <string_view>

namespace packetglass::native {

// A text on one line, with its controls escaped (see base/shown_text.h), and in ASCII where the
// locale has no UTF-8.
std::string shown(std::string_view text);

// The same of a text that has several lines.
std::string shown_lines(std::string_view text);

// The characters of a UTF-8 text: bytes that go on one (10xxxxxx) take no room.
std::size_t width_of(std::string_view text);

}  // namespace packetglass::native
