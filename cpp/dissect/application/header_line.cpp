// Lines of text protocols.
#include "dissect/application/header_line.h"

#include <algorithm>

#include "dissect/utf8.h"

namespace packetglass {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

TextLine whole_line(Bytes bytes) {
  const TextLine line = first_line(bytes);
  return line.ended ? line : TextLine{};
}

HeaderLine split_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return {trimmed(line), {}};
  return {trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

std::string_view take_word(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return word;
}

std::uint32_t leading_number(std::string_view text) {
  std::uint32_t number = 0;
  for (const char digit : text.substr(0, 9)) {
    if (digit < '0' || digit > '9') break;
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return number;
}

std::string shown(std::string_view text) {
  std::string out;
  append_utf8(out, bytes_of(text));
  return out;
}

void look_text(Layer& layer, const Field& field, std::string_view part) {
  if (!layer.recording()) return;
  layer.look_at(field, bytes_of(part));
  if (!part.empty()) layer.say(shown(part));
}

void read_as(Layer& layer, const Field& field, std::size_t size, std::string_view value) {
  layer.look(field, value.empty() ? 0 : size);
  if (layer.recording() && !value.empty()) layer.say(shown(value));
  layer.skip(size);
}

}  // namespace packetglass
