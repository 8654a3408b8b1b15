// Distinguished Encoding Rules.
#include "dissect/application/der.h"

#include "base/text.h"

namespace packetglass {

std::size_t DerElement::read_length(Layer& layer) {
  const std::uint8_t first = layer.peek(1);
  layer.skip(2);
  if (first < 0x80) return first;
  std::size_t length = 0;
  const unsigned size = first & 0x7f;
  if (size == 0 || size > 4) {
    layer.skip(layer.left().size() + 1);
    return 0;
  }
  for (unsigned i = 0; i < size; ++i) length = length << 8 | layer.peek(i);
  layer.skip(size);
  // So that the failure shows outside too.
  if (length > layer.left().size()) layer.skip(length);
  return length;
}

std::string object_identifier_text(Bytes bytes) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 56;
  std::string text;
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) {
    if (number >= kMost) return {};
    number = number << 7 | (byte & 0x7f);
    if ((byte & 0x80) != 0) continue;
    if (text.empty()) {
      // The first two numbers are in one.
      const std::uint64_t top = number < 80 ? number / 40 : 2;
      append_decimal(text, top);
      number -= 40 * top;
    }
    text += '.';
    append_decimal(text, number);
    number = 0;
  }
  return text;
}

}  // namespace packetglass
