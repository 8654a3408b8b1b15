// Values in the Basic Encoding Rules.
#include "dissect/application/ber.h"

#include "dissect/application/der.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr std::uint8_t kLongTag = 0x1f, kLongLength = 0x80;

// The content of the value here, of which nothing is recorded if it is empty.
Bytes read_content(Layer& layer, const Field& field) {
  const BerHead head = take_ber(layer);
  return layer.bytes(field, head.length);
}

}  // namespace

BerHead look_ber(Bytes bytes) {
  if (bytes.size() < 2 || (bytes[0] & kLongTag) == kLongTag) return {};
  BerHead head{bytes[0], bytes[1], 2};
  if ((bytes[1] & kLongLength) == 0) return head;
  const std::size_t count = bytes[1] & 0x7f;
  if (count == 0 || count > 4 || bytes.size() < 2 + count) return {};
  head.length = 0;
  head.size = 2 + count;
  for (std::size_t i = 0; i < count; ++i) head.length = head.length << 8 | bytes[2 + i];
  return head;
}

BerHead take_ber(Layer& layer) {
  const BerHead head = look_ber(layer.left());
  layer.skip(head.tag == 0 ? layer.left().size() + 1 : head.size);
  return head;
}

std::uint64_t read_ber_number(Layer& layer, const Field& field) {
  const BerHead head = take_ber(layer);
  if (head.length >= 1 && head.length <= 8) return layer.uint(field, head.length);
  layer.skip(head.length);
  return 0;
}

Bytes read_ber_bytes(Layer& layer, const Field& field) {
  return read_content(layer, field);
}

std::string read_ber_text(Layer& layer, const Field& field) {
  std::string text;
  append_utf8(text, read_content(layer, field));
  if (!text.empty()) layer.say(text);
  return text;
}

std::string read_ber_object(Layer& layer, const Field& field) {
  const std::string text = object_identifier_text(read_content(layer, field));
  if (!text.empty()) layer.say(text);
  return text;
}

}  // namespace packetglass
