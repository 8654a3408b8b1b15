// Checks a filter: its constants, each of the type of what it is compared with.
#include <algorithm>

#include "base/ascii.h"
#include "base/nearest.h"
#include "filter/check.h"
#include "filter/lexer.h"
#include "filter/literal.h"
#include "filter/names.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

bool is_quoted(Kind kind) {
  return kind == Kind::kString || kind == Kind::kRawString;
}

// Of a raw string its r stays.
std::string_view without_quotes(const SyntaxNode& node) {
  return is_quoted(node.kind) ? node.text.substr(1, node.text.size() - 2) : node.text;
}

}  // namespace

// Whether the word can only be meant to be a field: "tcp.prot".
bool FilterChecker::is_misspelt(NodeId node) const {
  const SyntaxNode& word = tree_[node];
  if (word.kind != Kind::kWord || word.is_value || word.text.empty()) return false;
  return is_letter(word.text.front()) && word.text.find('.') != std::string_view::npos;
}

bool FilterChecker::constant(NodeId node, const OperandType& wanted, FilterValue& value) {
  const bool numeric = is_number(wanted.type) || wanted.type == ValueType::kReal;
  if (numeric && wanted.type != ValueType::kIpv4 && is_misspelt(node)) return fail_unknown(node);
  switch (wanted.type) {
    case ValueType::kInteger:
      return whole(node, wanted, value);
    case ValueType::kBoolean:
      return boolean(node, wanted, value);
    case ValueType::kIpv4:
    case ValueType::kIpv6:
      return address(node, wanted, value);
    case ValueType::kString:
      return text(node, value);
    case ValueType::kBytes:
      return byte_string(node, wanted, value);
    case ValueType::kAbsoluteTime:
    case ValueType::kRelativeTime:
      return time(node, wanted, value);
    case ValueType::kReal: {
      const auto real =
          tree_[node].kind == Kind::kWord ? read_real(tree_[node].text) : std::nullopt;
      const auto number =
          tree_[node].kind == Kind::kWord ? read_whole(tree_[node].text) : std::nullopt;
      if (!real && !number) return fail(node, shown(node) + " is no number");
      value.real = real ? *real : static_cast<double>(*number);
      return true;
    }
    case ValueType::kNone:
      break;
  }
  return fail(node, "it is compared with what has no value");
}

// What stands between the quotes, without escapes.
bool FilterChecker::content(NodeId node, std::string& out) {
  const SyntaxNode& quoted = tree_[node];
  std::string_view inside = quoted.text;
  if (quoted.kind == Kind::kRawString) {
    out.assign(inside.substr(2, inside.size() - 3));
    return true;
  }
  inside = inside.substr(1, inside.size() - 2);
  WrongEscape wrong;
  if (unescape(inside, out, wrong)) return true;
  const std::string escape(inside.substr(wrong.at, wrong.size));
  fail(node, escape + " is no escape; r\"…\" keeps backslashes", FilterMessage::Code::kSyntax,
       std::string("r").append(quoted.text));
  error_.column += static_cast<std::uint32_t>(1 + wrong.at);
  error_.length = static_cast<std::uint32_t>(wrong.size);
  return false;
}

namespace {

// "A" of "A (Host Address)".
std::string_view short_name(std::string_view name) {
  return name.substr(0, name.find(" ("));
}

}  // namespace

std::vector<std::uint32_t> FilterChecker::numbers_of(NodeId node, const OperandType& wanted) {
  std::vector<std::uint32_t> numbers;
  if (wanted.listed == nullptr) return numbers;
  const SyntaxNode& constant_node = tree_[node];
  std::string name(constant_node.text);
  if (is_quoted(constant_node.kind)) {
    name.clear();
    if (!content(node, name)) return numbers;
  } else if (constant_node.kind != Kind::kWord || read_whole(constant_node.text)) {
    return numbers;
  }
  for (const Name& each : wanted.listed->field->names) {
    if (same_word(each.text, name)) numbers.push_back(each.number);
  }
  if (!numbers.empty()) return numbers;
  for (const Name& each : wanted.listed->field->names) {
    if (same_word(short_name(each.text), name)) numbers.push_back(each.number);
  }
  return numbers;
}

// Whether a field can have this number: comparing it with another would be a mistake.
bool FilterChecker::in_range(NodeId node, const OperandType& wanted, Wide number) {
  if (!wanted.limited) return true;
  const unsigned bits = 8 * wanted.bytes - (wanted.is_signed ? 1 : 0);
  const Wide most = (static_cast<Wide>(1) << bits) - 1;
  if (number <= most) return true;
  return fail(node,
              shown(node) + " is too large for this field: it is " + decimal(most) + " at most");
}

bool FilterChecker::whole(NodeId node, const OperandType& wanted, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  if (constant_node.kind == Kind::kCharacter) {
    std::string character;
    if (!content(node, character)) return false;
    if (character.size() != 1) return fail(node, "one character stands between the quotes");
    value.number = static_cast<unsigned char>(character[0]);
    return in_range(node, wanted, value.number);
  }
  bool overflow = false;
  if (constant_node.kind == Kind::kWord) {
    if (const auto number = read_whole(constant_node.text, &overflow)) {
      value.number = *number;
      return in_range(node, wanted, *number);
    }
  }
  if (overflow) return fail(node, shown(node) + " is larger than any number of 64 bits");
  const std::vector<std::uint32_t> numbers = numbers_of(node, wanted);
  if (failed_) return false;
  if (numbers.size() > 1) return fail(node, shown(node) + " stands for several numbers");
  if (numbers.size() == 1) {
    value.number = numbers[0];
    return true;
  }
  const std::string_view bare = without_quotes(constant_node);
  if (wanted.has_names()) {
    std::vector<std::string_view> names;
    for (const Name& each : wanted.listed->field->names) names.push_back(each.text);
    return fail(node, shown(node) + " is no value that this field has a name for",
                FilterMessage::Code::kType, std::string(nearest(bare, names)));
  }
  const bool bare_number = is_quoted(constant_node.kind) && read_whole(bare);
  return fail(node, shown(node) + " is no whole number", FilterMessage::Code::kType,
              bare_number ? std::string(bare) : std::string());
}

bool FilterChecker::boolean(NodeId node, const OperandType& wanted, FilterValue& value) {
  const SyntaxNode& constant_node = tree_[node];
  if (constant_node.kind == Kind::kWord) {
    if (const auto truth = read_boolean(constant_node.text)) {
      value.number = *truth;
      return true;
    }
    if (const auto number = read_whole(constant_node.text)) {
      value.number = *number != 0;
      return true;
    }
  }
  const std::vector<std::uint32_t> numbers = numbers_of(node, wanted);
  if (failed_) return false;
  if (!numbers.empty()) {
    value.number = numbers[0] != 0;
    return true;
  }
  const std::string_view bare = without_quotes(constant_node);
  if (!wanted.has_names() && (same_word(bare, "Set") || same_word(bare, "Not set"))) {
    value.number = same_word(bare, "Set");
    return true;
  }
  return fail(node, shown(node) + " is neither true nor false", FilterMessage::Code::kType,
              read_boolean(bare) ? std::string(bare) : std::string());
}

}  // namespace packetglass
