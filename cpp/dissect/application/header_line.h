// Lines of text protocols, and the headers in them: RFC 9112 and 3261.
#pragma once

#include <string_view>

#include "dissect/application/text_line.h"

namespace packetglass {

// Media types of bodies, and of what RTP carries, that have dissectors; the numbers of
// Space::kMediaType.
enum MediaType : std::uint32_t {
  kSessionDescription = 1,
  kAudioOpus = 2,
  kAudioTelephoneEvent = 3
};

// The line at the start of bytes, if its end is there; else one of size 0.
TextLine whole_line(Bytes bytes);

// "Host: example.com" as its two parts, without spaces around them.
struct HeaderLine {
  std::string_view name, value;
};
HeaderLine split_header(std::string_view line);

// The part up to a separator, which is taken from the front of `text` together with it.
std::string_view take_word(std::string_view& text, char separator = ' ');

// What is digits at the start of a text; 0 without any.
std::uint32_t leading_number(std::string_view text);

// Records a part of what the layer has left, which is not read by it.
void look_text(Layer& layer, const Field& field, std::string_view part);
// Records the next `size` bytes with `value` as their value, and passes over them.
void read_as(Layer& layer, const Field& field, std::size_t size, std::string_view value);
// A text as it may stand in Info: UTF-8, control characters escaped.
std::string shown(std::string_view text);

}  // namespace packetglass
