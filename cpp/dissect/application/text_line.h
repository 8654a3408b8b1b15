// Lines and words of protocols that are text.
#pragma once

#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {

// A line: its text, and how many bytes it takes with its end.
struct TextLine {
  std::string_view text;
  std::size_t size = 0;
  bool ended = false;  // whether its end is there: it may follow in the next segment
};

// The first line of bytes. It ends with a line feed, or a carriage return and a line feed.
TextLine first_line(Bytes bytes);

// The same as far as a keyword that it begins with may reach: its first 16 bytes.
std::string_view start_of_line(Bytes bytes);

// Whether the sender is the server: its port is one of those where the dissector is found.
bool sent_by_server(const Layer& layer);

// Reads the first word of a text that the layer stands before, and skips the spaces behind it;
// returns the rest of the text.
std::string_view read_word(Layer& layer, const Field& word, std::string_view text);

// What stands before the first space; all of it when there is none.
std::string_view first_word(std::string_view text);
// What stands behind the first word and the spaces after it.
std::string_view after_word(std::string_view text);

// The hexadecimal digits that a text begins with, and their number's lowest 64 bits.
struct LeadingHex {
  std::size_t digits = 0;
  std::uint64_t number = 0;
};
LeadingHex leading_hex(std::string_view text);

// Reads a text that ends with a zero byte, which is skipped; all that is left when there is none.
std::string_view read_terminated(Layer& layer, const Field& field);

// Reads a text that the layer stands before as a field for each part; any of the characters part
// them, and empty parts are left out.
void read_parted(Layer& layer, const Field& part, std::string_view text, const char* parting);

// As same_word().
bool one_of(std::string_view word, std::span<const std::string_view> words);
// As the column Info has it: what is not printable is escaped, a backslash stands for itself.
std::string shown_text(std::string_view text);

}  // namespace packetglass
