// Checks a filter: its functions.
#include "base/nearest.h"
#include "filter/check.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

constexpr std::uint32_t kNone = SyntaxNode::kNone;

std::string nearest_function(std::string_view name) {
  std::vector<std::string_view> names;
  for (const FunctionRow& row : functions()) names.push_back(row.name);
  return std::string(nearest(name, names));
}

bool is_sized(ValueType type) {
  return type == ValueType::kString || type == ValueType::kBytes || type == ValueType::kIpv4 ||
         type == ValueType::kIpv6;
}

}  // namespace

bool FilterChecker::argument_fits(NodeId node, const FunctionRow& row, const OperandType& type) {
  const bool field = type.known && tree_[node].kind == Kind::kWord;
  switch (row.argument) {
    case ArgumentRule::kSized:
      return type.known && is_sized(type.type);
    case ArgumentRule::kField:
      return field;
    case ArgumentRule::kText:
      return type.type == ValueType::kString || (!type.known && is_constant_word(node));
    case ArgumentRule::kPrinted: {
      const bool mac = type.field_type() == FieldType::kEther;
      const bool ip = type.type == ValueType::kIpv4 || type.type == ValueType::kIpv6;
      return field && (type.type == ValueType::kInteger || ip || mac);
    }
    case ArgumentRule::kSame:
      return type.type != ValueType::kNone || !type.known;
    case ArgumentRule::kNumeric:
      return !type.known || type.type == ValueType::kInteger || type.type == ValueType::kReal ||
             type.type == ValueType::kRelativeTime;
    case ArgumentRule::kNamed:
      return field && type.type == ValueType::kInteger && type.has_names();
    case ArgumentRule::kWhole:
      return field && type.type == ValueType::kInteger;
    case ArgumentRule::kIpv4:
      return type.known && type.type == ValueType::kIpv4;
    case ArgumentRule::kIpv6:
      return type.known && type.type == ValueType::kIpv6;
    case ArgumentRule::kAddress:
      return type.known && (type.type == ValueType::kIpv4 || type.type == ValueType::kIpv6);
  }
  return false;
}

FilterChecker::Type FilterChecker::function_type(NodeId node) {
  const FunctionRow* const row = find_function(tree_[node].text);
  if (row == nullptr) {
    fail(node, "no function is called " + shown(node), FilterMessage::Code::kUnknownField,
         nearest_function(tree_[node].text));
    return std::nullopt;
  }
  OperandType result;
  result.constant = true;
  std::size_t count = 0;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next, ++count) {
    const Type type = operand_type(child);
    if (!type) return type;
    if (!argument_fits(child, *row, *type)) {
      if (!type->known && tree_[child].kind == Kind::kWord && shown(child).find('.') != 0) {
        if (shown(child).find('.') != std::string::npos) return fail_unknown(child), std::nullopt;
      }
      fail(child, std::string(row->name) + "() is not for this argument");
      return std::nullopt;
    }
    const bool same = row->result == ResultRule::kSame && result.known && type->known;
    if (same && type->type != result.type) {
      fail(child, std::string(row->name) + "() takes arguments of one type");
      return std::nullopt;
    }
    result.constant = result.constant && type->constant;
    if (type->known && row->result == ResultRule::kSame) {
      result.known = true;
      result.type = type->type;
    }
  }
  if (count == 0 || (count > 1 && !row->many)) {
    fail(node,
         std::string(row->name) + (count == 0 ? "() needs an argument" : "() takes one argument"));
    return std::nullopt;
  }
  if (row->result == ResultRule::kSame) return result;
  constexpr ValueType kResults[] = {ValueType::kInteger, ValueType::kBoolean, ValueType::kReal,
                                    ValueType::kString};
  result.known = true;
  result.type = kResults[static_cast<std::size_t>(row->result)];
  return result;
}

bool FilterChecker::emit_function(NodeId node, const OperandType& wanted) {
  const FunctionRow& row = *find_function(tree_[node].text);
  const Type whole = operand_type(node);
  if (!whole) return false;
  std::uint32_t count = 0;
  OperandType from;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next, ++count) {
    const Type type = operand_type(child);
    OperandType inner = *type;
    inner.limited = false;
    if (!type->known) {
      inner = {};
      inner.known = true;
      inner.type = row.argument == ArgumentRule::kText ? ValueType::kString
                   : row.result == ResultRule::kReal   ? ValueType::kReal
                   : whole->known                      ? whole->type
                                                       : wanted.type;
    }
    if (count == 0) from = inner;
    if (!emit(child, inner)) return false;
  }
  if (row.id == FunctionId::kVals) {
    step(FilterStep::Kind::kNames, ValueType::kString, field_index(tree_[node].first, false));
    return true;
  }
  step(FilterStep::Kind::kFunction, row.result == ResultRule::kSame ? from.type : whole->type, 0,
       count);
  FilterStep& function = program_.steps.back();
  function.function = row.id;
  function.from = from.type;
  function.index = from.bytes;  // of kHex: as wide as the field
  return true;
}

}  // namespace packetglass
