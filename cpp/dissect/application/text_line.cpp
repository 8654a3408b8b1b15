// Lines of text protocols.
#include "dissect/application/text_line.h"

#include <algorithm>

#include "dissect/application/dns_name.h"

namespace packetglass {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

}  // namespace

TextLine first_line(Bytes bytes) {
  const auto end = std::ranges::find(bytes, '\n');
  if (end == bytes.end()) return {};
  const auto size = static_cast<std::size_t>(end - bytes.begin()) + 1;
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), size - 1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {text, size};
}

Header split_header(std::string_view line) {
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

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
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
  append_utf8(out, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

void look_text(Layer& layer, const Field& field, std::string_view part) {
  if (!layer.recording()) return;
  const auto* const at = reinterpret_cast<const std::uint8_t*>(part.data());
  layer.look_at(field, {at, part.size()});
  if (!part.empty()) layer.say(shown(part));
}

void read_as(Layer& layer, const Field& field, std::size_t size, std::string_view value) {
  layer.look(field, value.empty() ? 0 : size);
  if (layer.recording() && !value.empty()) layer.say(shown(value));
  layer.skip(size);
}

}  // namespace packetglass
