// Lines of text protocols, and the headers in them: RFC 9112 and 3261.
#pragma once

#include <string_view>

#include "dissect/layer.h"

namespace packetglass {

// Media types of bodies that have dissectors; the numbers of Space::kMediaType.
enum MediaType : std::uint32_t { kSessionDescription = 1 };

struct TextLine {
  std::string_view text;  // without the line's end
  std::size_t size = 0;   // with it; 0: there is no whole line
};

// The line at the start of bytes, which LF or CR LF ends.
TextLine first_line(Bytes bytes);

// "Host: example.com" as its two parts, without spaces around them.
struct Header {
  std::string_view name, value;
};
Header split_header(std::string_view line);

// The part up to a separator, which is taken from the front of `text` together with it.
std::string_view take_word(std::string_view& text, char separator = ' ');

bool same_word(std::string_view a, std::string_view b);  // whatever the case of ASCII letters
// What is digits at the start of a text; 0 without any.
std::uint32_t leading_number(std::string_view text);

// Records a part of what the layer has left, which is not read by it.
void look_text(Layer& layer, const Field& field, std::string_view part);
// Records the next `size` bytes with `value` as their value, and passes over them.
void read_as(Layer& layer, const Field& field, std::size_t size, std::string_view value);
// A text as it may stand in Info: UTF-8, control characters escaped.
std::string shown(std::string_view text);

}  // namespace packetglass
