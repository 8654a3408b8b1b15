// Checks a filter: its operands.
#include "filter/check.h"
#include "filter/names.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

constexpr std::uint32_t kNone = SyntaxNode::kNone;

bool is_scalar(ValueType type) {
  return type == ValueType::kInteger || type == ValueType::kReal;
}

}  // namespace

// nullptr when the word is no field, or wrong: then it failed.
const ListedField* FilterChecker::field_of(NodeId node) {
  const SyntaxNode& word = tree_[node];
  if (word.kind != Kind::kWord || word.is_value) return nullptr;
  const auto known = names_.find(word.text);
  if (known != names_.end()) return known->second;
  const FoundField found = find_filter_field(word.text);
  if (found.listed != nullptr && found.renamed) {
    warn(node, "the protocol has another name now", std::string(found.listed->field->name));
  }
  if (found.listed != nullptr) names_.emplace(word.text, found.listed);
  return found.listed;
}

bool FilterChecker::is_constant_word(NodeId node) {
  const Kind kind = tree_[node].kind;
  return kind == Kind::kString || kind == Kind::kRawString ||
         (kind == Kind::kWord && !tree_[node].is_field && field_of(node) == nullptr);
}

FilterChecker::Type FilterChecker::operand_type(NodeId node) {
  const bool has_others = tree_[node].first != kNone;
  const auto known = has_others ? types_.find(node) : types_.end();
  if (known != types_.end()) return known->second;
  const Type type = find_type(node);
  if (!type || failed_) return std::nullopt;
  if (has_others) types_.emplace(node, *type);
  return type;
}

FilterChecker::Type FilterChecker::find_type(NodeId node) {
  switch (tree_[node].kind) {
    case Kind::kWord:
      return word_type(node);
    case Kind::kArithmetic:
      return arithmetic_type(node);
    case Kind::kSlice:
      return slice_type(node);
    case Kind::kFunction:
      return function_type(node);
    case Kind::kReference: {
      Type type = operand_type(tree_[node].first);
      if (type) type->constant = true;
      return type;
    }
    case Kind::kNegative: {
      Type type = operand_type(tree_[node].first);
      if (!type) return type;
      const bool has_sign = is_scalar(type->type) || type->type == ValueType::kRelativeTime;
      if (type->known && !has_sign) {
        fail(node, std::string(title(type->type)) + " has no negative");
        return std::nullopt;
      }
      type->listed = nullptr;
      type->limited = false;
      return type;
    }
    default: {
      OperandType type;
      type.constant = true;
      return type;
    }
  }
}

FilterChecker::Type FilterChecker::word_type(NodeId node) {
  const SyntaxNode& word = tree_[node];
  OperandType type;
  const ListedField* const listed = field_of(node);
  if (listed == nullptr) {
    const bool foreign = !word.is_value && is_foreign(word.text);
    if (word.is_field || word.range_count != 0 || foreign) return fail_unknown(node), std::nullopt;
    type.constant = true;
    return type;
  }
  type.known = true;
  const Shape shape = listed->field->shape;
  if (word.raw) {
    type.type = ValueType::kBytes;
    return type;
  }
  type.listed = listed;
  type.type = value_type(type_of(shape));
  type.bytes = field_bytes(shape);
  type.is_signed = type_of(shape) == FieldType::kSigned;
  type.limited = type.type == ValueType::kInteger;
  return type;
}

// What two types make; nothing where the operator is not for them.
std::optional<ValueType> FilterChecker::result_of(TokenKind operation, ValueType left,
                                                  ValueType right) const {
  const bool adds = operation == TokenKind::kPlus || operation == TokenKind::kMinus;
  const bool scales = operation == TokenKind::kTimes || operation == TokenKind::kDivide;
  if (operation == TokenKind::kBitAnd) {
    const bool has_bits = left == ValueType::kInteger || left == ValueType::kBytes ||
                          left == ValueType::kIpv4 || left == ValueType::kIpv6;
    return has_bits && left == right ? std::optional(left) : std::nullopt;
  }
  if (left == right && is_scalar(left)) return left;
  if (scales && left == ValueType::kRelativeTime && is_scalar(right)) return left;
  if (operation == TokenKind::kTimes && is_scalar(left) && right == ValueType::kRelativeTime) {
    return right;
  }
  if (!adds || !is_time(left) || !is_time(right)) return std::nullopt;
  if (left == ValueType::kRelativeTime) {
    return right == left || operation == TokenKind::kPlus ? std::optional(right) : std::nullopt;
  }
  if (right == ValueType::kRelativeTime) return left;
  return operation == TokenKind::kMinus ? std::optional(ValueType::kRelativeTime) : std::nullopt;
}

// The type of a constant in an operation with a value of this one.
ValueType FilterChecker::constant_beside(TokenKind operation, ValueType type) {
  const bool scales = operation == TokenKind::kTimes || operation == TokenKind::kDivide;
  if (type == ValueType::kRelativeTime && scales) return ValueType::kReal;
  return type == ValueType::kAbsoluteTime ? ValueType::kRelativeTime : type;
}

// All constants: not known. Else its constants are of the type of the first that is known.
FilterChecker::Type FilterChecker::arithmetic_type(NodeId node) {
  OperandType whole;
  bool constant = true;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next) {
    const Type type = operand_type(child);
    if (!type) return type;
    if (type->field_type() == FieldType::kProtocol) {
      fail(child, "there is no arithmetic of layers");
      return std::nullopt;
    }
    constant = constant && type->constant;
    if (!type->known || whole.known) continue;
    whole = *type;
    whole.known = true;
  }
  whole.constant = constant;
  whole.listed = nullptr;
  whole.limited = false;
  whole.bytes = 8;
  whole.is_signed = true;
  if (!whole.known) return whole;
  std::optional<ValueType> so_far;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next) {
    const Type type = operand_type(child);
    const TokenKind operation = tree_[child].joined;
    if (child == tree_[node].first) {
      const TokenKind next = tree_[tree_[child].next].joined;
      so_far = type->known ? type->type : constant_beside(next, whole.type);
      continue;
    }
    const ValueType right = type->known ? type->type : constant_beside(operation, *so_far);
    so_far = result_of(operation, *so_far, right);
    if (!so_far) {
      fail(node, "this operator is not for " + std::string(title(right)));
      return std::nullopt;
    }
  }
  whole.type = *so_far;
  return whole;
}

FilterChecker::Type FilterChecker::slice_type(NodeId node) {
  Type type = operand_type(tree_[node].first);
  if (!type) return type;
  const ValueType of = type->type;
  const bool has_bytes = of == ValueType::kString || of == ValueType::kBytes ||
                         of == ValueType::kIpv4 || of == ValueType::kIpv6;
  if (!type->known || !has_bytes) {
    const NodeId what = tree_[node].first;
    if (!type->known && tree_[what].kind == Kind::kWord) return fail_unknown(what), std::nullopt;
    fail(what, shown(what) + " has no bytes to take a part of: @ in front of a field has them");
    return std::nullopt;
  }
  type->type = of == ValueType::kString ? of : ValueType::kBytes;
  type->listed = nullptr;
  type->limited = false;
  return type;
}

}  // namespace packetglass
