// Checks a filter: constants that are addresses, texts, bytes and times.
#include "base/ascii.h"
#include "filter/check.h"
#include "filter/lexer.h"
#include "filter/literal.h"
#include "filter/names.h"

namespace packetglass {

using Kind = SyntaxKind;

bool FilterChecker::address(NodeId node, const OperandType& wanted, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  if (constant_node.kind != Kind::kWord) {
    std::string_view bare = constant_node.text;
    if (bare.size() > 2) bare = bare.substr(1, bare.size() - 2);
    return fail(node, "an address stands without quotes", FilterMessage::Code::kType,
                std::string(bare));
  }
  std::string wrong, bytes;
  const auto read = wanted.type == ValueType::kIpv4 ? read_ipv4(constant_node.text, wrong)
                                                    : read_ipv6(constant_node.text, bytes, wrong);
  if (!read) return fail(node, wrong);
  value = *read;
  value.text = program_.texts.keep(bytes);
  return true;
}

bool FilterChecker::text(NodeId node, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  std::string content_text;
  if (constant_node.kind != Kind::kWord) {
    if (!content(node, content_text)) return false;
    value.text = program_.texts.keep(content_text);
    return true;
  }
  const std::string word = shown(node);
  const bool number = is_digit(word[0]);
  const bool dotted = word.find('.') != std::string::npos;
  // A field that was misspelt would be a text that nothing equals.
  const bool asked = dotted && !number && warnings_.size() < kMostWarnings;
  const std::string near = asked ? nearest_field(word) : std::string();
  if (!near.empty()) {
    warn(node, word + " is no field and taken as a text", near);
  } else if (number) {
    warn(node, word + " is taken as a text", in_quotes(word));
  }
  value.text = program_.texts.keep(word);
  return true;
}

bool FilterChecker::byte_string(NodeId node, const OperandType& wanted, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  std::string bytes;
  if (constant_node.kind != Kind::kWord) {
    if (!content(node, bytes)) return false;
    value.text = program_.texts.keep(bytes);
    return true;
  }
  const bool layer = wanted.field_type() == FieldType::kProtocol;
  const bool ether = wanted.field_type() == FieldType::kEther && !wanted.contains;
  bool overflow = false;
  const auto number = constant_node.is_value || ether ? std::optional<Wide>()
                                                      : read_whole(constant_node.text, &overflow);
  auto read = read_bytes(constant_node.text);
  if (number && !layer) {
    if (*number > 0xff) return fail(node, shown(node) + " is too large for a byte");
    read = std::string(1, static_cast<char>(*number));
  } else if (number && read) {
    warn(node, shown(node) + " is taken as bytes in hexadecimal", shown(node) + ":");
  }
  const bool letter = is_letter(constant_node.text.front());
  if (!read && wanted.contains && letter && !constant_node.is_value) {
    warn(node, shown(node) + " is taken as a text", in_quotes(shown(node)));
    read = shown(node);
  }
  if (!read) return fail(node, shown(node) + " is no byte string: write 00:11:22 or \"text\"");
  if (ether && read->size() != 6) {
    return fail(node, shown(node) + " is no MAC address, which has six bytes");
  }
  value.text = program_.texts.keep(*read);
  return true;
}

bool FilterChecker::time(NodeId node, const OperandType& wanted, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  const bool relative = wanted.type == ValueType::kRelativeTime;
  std::string words(constant_node.text);
  if (constant_node.kind != Kind::kWord) {
    words.clear();
    if (!content(node, words)) return false;
    if (relative) {
      return fail(node, "a time in seconds stands without quotes", FilterMessage::Code::kType,
                  words);
    }
  }
  const auto read = relative ? read_seconds(words) : read_absolute_time(words);
  if (!read) {
    return fail(node, relative ? shown(node) + " is no number of seconds"
                               : shown(node) +
                                     " is no time: write \"2024-01-31 10:00:00\" or "
                                     "seconds since 1970");
  }
  value.number = *read;
  return true;
}

}  // namespace packetglass
