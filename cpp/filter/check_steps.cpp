// Checks a filter: the steps of its operands.
#include "filter/check.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

constexpr std::uint32_t kNone = SyntaxNode::kNone;

}  // namespace

void FilterChecker::step(FilterStep::Kind kind, ValueType type, std::size_t index,
                         std::size_t count) {
  FilterStep step{kind, type};
  step.index = static_cast<std::uint32_t>(index);
  step.count = static_cast<std::uint32_t>(count);
  program_.steps.push_back(step);
}

// Its number in the program, where it stands once.
std::uint32_t FilterChecker::field_index(NodeId node, bool elsewhere) {
  const SyntaxNode& word = tree_[node];
  const ListedField* const listed = field_of(node);
  FilterField field{listed, value_type(type_of(listed->field->shape)), word.raw, elsewhere, {}};
  if (word.raw) field.type = ValueType::kBytes;
  std::string key(listed->field->name);
  key += word.raw ? "@" : " ";
  key += elsewhere ? "$" : " ";
  for (std::uint32_t i = 0; i < word.range_count; ++i) {
    const SyntaxRange& range = tree_.ranges[word.first_range + i];
    field.layers.push_back(range);
    key += std::to_string(range.first) + (range.is_last ? '-' : ':') +
           std::to_string(range.is_last ? range.last : range.count) + ',';
  }
  const auto [at, is_new] =
      fields_.emplace(std::move(key), static_cast<std::uint32_t>(program_.fields.size()));
  if (is_new) program_.fields.push_back(std::move(field));
  return at->second;
}

bool FilterChecker::emit(NodeId node, const OperandType& wanted) {
  const SyntaxNode& operand = tree_[node];
  switch (operand.kind) {
    case Kind::kArithmetic:
      return emit_arithmetic(node, wanted);
    case Kind::kFunction:
      return emit_function(node, wanted);
    case Kind::kReference: {
      const Type type = operand_type(operand.first);
      step(FilterStep::Kind::kField, type->type, field_index(operand.first, true));
      return true;
    }
    case Kind::kNegative: {
      OperandType inner = wanted;
      inner.limited = false;
      if (inner.type == ValueType::kBoolean) return fail(node, "a boolean has no negative");
      if (!emit(operand.first, inner)) return false;
      step(FilterStep::Kind::kNegative, wanted.type);
      return true;
    }
    case Kind::kSlice: {
      const NodeId what = operand.first;
      const Type type = operand_type(what);
      if (!type || !emit(what, *type)) return false;
      const std::size_t first = program_.ranges.size();
      for (std::uint32_t i = 0; i < operand.range_count; ++i) {
        program_.ranges.push_back(tree_.ranges[operand.first_range + i]);
      }
      const bool text = type->type == ValueType::kString;
      step(FilterStep::Kind::kSlice, text ? ValueType::kString : ValueType::kBytes, first,
           operand.range_count);
      program_.steps.back().from = type->type;
      return true;
    }
    default:
      return emit_word(node, wanted);
  }
}

bool FilterChecker::emit_word(NodeId node, const OperandType& wanted) {
  const Type type = operand_type(node);
  if (!type) return false;
  if (type->known) {
    step(FilterStep::Kind::kField, type->type, field_index(node, false));
    return true;
  }
  FilterValue value;
  if (!constant(node, wanted, value)) return false;
  program_.constants.push_back(value);
  step(FilterStep::Kind::kConstant, wanted.type, program_.constants.size() - 1);
  return true;
}

bool FilterChecker::emit_arithmetic(NodeId node, const OperandType& wanted) {
  const Type whole = operand_type(node);
  if (!whole) return false;
  // Of constants alone the other side says the type.
  ValueType beside = whole->known ? ValueType::kNone : wanted.type;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next) {
    const Type type = operand_type(child);
    if (type->known && beside == ValueType::kNone) beside = type->type;
  }
  if (beside == ValueType::kBoolean || beside == ValueType::kString) {
    return fail(node, std::string("there is no arithmetic of ") + title(beside));
  }
  ValueType so_far = ValueType::kNone;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next) {
    const bool first = child == tree_[node].first;
    const TokenKind operation = first ? tree_[tree_[child].next].joined : tree_[child].joined;
    const Type type = operand_type(child);
    OperandType inner;
    inner.known = true;
    inner.type = type->known ? type->type : constant_beside(operation, first ? beside : so_far);
    if (!whole->known) inner.type = wanted.type;
    const bool divides = operation == TokenKind::kDivide || operation == TokenKind::kModulo;
    if (!first && divides && tree_[child].kind == Kind::kWord &&
        tree_[child].text.find_first_not_of("0.") == std::string_view::npos) {
      if (!whole->known) return fail(child, "division by zero");
      warn(child, "division by zero has no value");
    }
    if (!emit(child, inner)) return false;
    if (first) {
      so_far = inner.type;
      continue;
    }
    const auto result = result_of(operation, so_far, inner.type);
    if (!result) {
      return fail(node, std::string("this operator is not for ") + title(inner.type));
    }
    step(FilterStep::Kind::kArithmetic, *result);
    program_.steps.back().operation = operation;
    program_.steps.back().from = so_far;
    program_.steps.back().with = inner.type;
    so_far = *result;
  }
  if (so_far != wanted.type) {
    return fail(node, std::string(title(so_far)) + " does not fit " + title(wanted.type));
  }
  return true;
}

}  // namespace packetglass
