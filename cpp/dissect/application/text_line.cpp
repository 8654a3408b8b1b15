// Lines and words of protocols that are text.
#include "dissect/application/text_line.h"

#include <algorithm>

#include "dissect/render.h"

namespace packetglass {
TextLine first_line(Bytes bytes) {
  const std::string_view all = text_of(bytes);
  const std::size_t end = all.find('\n');
  if (end == std::string_view::npos) return {all, all.size(), false};
  const bool two = end != 0 && all[end - 1] == '\r';
  return {all.substr(0, two ? end - 1 : end), end + 1, true};
}

std::string_view start_of_line(Bytes bytes) {
  return first_line(bytes.first(std::min<std::size_t>(bytes.size(), 16))).text;
}

bool sent_by_server(const Layer& layer) {
  for (const Route& route : layer.dissector().routes) {
    if (route.space == Space::kTcpPort && route.number == layer.source_port()) return true;
  }
  return false;
}

std::string_view read_word(Layer& layer, const Field& field, std::string_view text) {
  const std::string_view word = first_word(text), rest = after_word(text);
  if (!word.empty()) layer.text(field, word.size());
  layer.skip(text.size() - word.size() - rest.size());
  return rest;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find(' '));
}

std::string_view after_word(std::string_view text) {
  text.remove_prefix(first_word(text).size());
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return text;
}

std::string_view read_terminated(Layer& layer, const Field& field) {
  const std::string_view left = text_of(layer.left());
  const std::size_t size = std::min(left.find('\0'), left.size());
  const std::string_view text = layer.text(field, size);
  if (size < left.size()) layer.skip(1);
  return text;
}

LeadingHex leading_hex(std::string_view text) {
  LeadingHex leading;
  for (; leading.digits < text.size() && hex_digit(text[leading.digits]) >= 0; ++leading.digits) {
    const auto digit = static_cast<std::uint64_t>(hex_digit(text[leading.digits]));
    leading.number = leading.number << 4 | digit;
  }
  return leading;
}

void read_parted(Layer& layer, const Field& part, std::string_view text, const char* parting) {
  if (!layer.recording()) return layer.skip(text.size());
  while (!text.empty()) {
    const std::size_t before = std::min(text.find_first_not_of(parting), text.size());
    layer.skip(before);
    text.remove_prefix(before);
    const std::size_t size = std::min(text.find_first_of(parting), text.size());
    if (size != 0) layer.text(part, size);
    text.remove_prefix(size);
  }
}

bool one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [word](std::string_view known) {
    return known.size() == word.size() && same_word(known, word);
  });
}

std::string shown_text(std::string_view text) {
  std::string shown;
  for (;;) {
    const std::size_t size = std::min(text.find('\\'), text.size());
    shown += printable({reinterpret_cast<const std::uint8_t*>(text.data()), size});
    if (size == text.size()) return shown;
    shown += '\\';
    text.remove_prefix(size + 1);
  }
}

}  // namespace packetglass
