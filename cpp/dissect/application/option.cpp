// Options that are rows of a table.
#include "dissect/application/option.h"

#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_name.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

std::string read_number(Layer& layer, const Field& field) {
  const std::size_t size = layer.left().size();
  if (size == 0 || size > 8) {
    layer.malformed("the length of this option is wrong");
    return {};
  }
  const auto number = layer.uint(field, size);
  return format_text("%llu", static_cast<unsigned long long>(number));
}

}  // namespace

void read_names(Layer& layer, const Field& field) {
  while (!layer.left().empty() && !layer.truncated()) {
    const DnsName name = decode_dns_name(layer.left(), 0);
    layer.bytes(field, name.size == 0 ? layer.left().size() : name.size);
    if (name.size != 0) layer.say(name.text);
  }
}

const Option* find_option(std::span<const Option> options, std::uint16_t code) {
  const auto at = std::find_if(options.begin(), options.end(),
                               [code](const Option& option) { return option.code == code; });
  return at == options.end() ? nullptr : &*at;
}

std::string read_padded_text(Layer& layer, const Field& field, std::size_t count) {
  const Bytes bytes = layer.left().first(std::min(count, layer.left().size()));
  const auto size = static_cast<std::size_t>(
      std::find(bytes.begin(), bytes.end(), std::uint8_t{0}) - bytes.begin());
  std::string text;
  append_utf8(text, bytes.first(size));
  layer.look(field, text.empty() ? 0 : count);
  if (!text.empty()) layer.say(text);
  layer.skip(count);
  return text;
}

std::string read_option_value(Layer& layer, const Option& option) {
  std::string value;
  switch (option.kind) {
    case Option::Kind::kNumber:
      return read_number(layer, option.field);
    case Option::Kind::kText:
      return read_padded_text(layer, option.field, layer.left().size());
    case Option::Kind::kNumbers8:
      while (!layer.left().empty()) layer.u8(option.field);
      break;
    case Option::Kind::kNumbers16:
      while (!layer.left().empty()) layer.u16(option.field);
      break;
    case Option::Kind::kIpv4:
      while (!layer.left().empty()) value = to_text(layer.ipv4(option.field));
      break;
    case Option::Kind::kIpv6:
      while (!layer.left().empty()) value = to_text(layer.ipv6(option.field));
      break;
    case Option::Kind::kName:
      read_names(layer, option.field);
      break;
    case Option::Kind::kBytes:
    case Option::Kind::kGroup:
      if (!layer.left().empty()) layer.remaining(option.field);
      break;
  }
  return value;
}

}  // namespace packetglass
