// Checks a filter: its logic and its comparisons.
#include "filter/check.h"

#include "base/ascii.h"
#include "filter/lexer.h"
#include "filter/names.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

constexpr std::uint32_t kNone = SyntaxNode::kNone;

bool is_of_all(TokenKind comparison, Quantifier quantifier) {
  if (quantifier != Quantifier::kUsual) return quantifier == Quantifier::kAll;
  return comparison == TokenKind::kAllEqual || comparison == TokenKind::kAllNotEqual;
}

bool is_order(TokenKind comparison) {
  return comparison >= TokenKind::kGreater && comparison <= TokenKind::kLessOrEqual;
}

}  // namespace

bool FilterChecker::check() {
  return tree_.root == kNone || logic(tree_.root);
}

bool FilterChecker::fail(NodeId node, std::string text, FilterMessage::Code code,
                         std::string suggestion) {
  if (failed_) return false;
  failed_ = true;
  error_ = {code, std::move(text), tree_[node].column, tree_[node].length, std::move(suggestion)};
  return false;
}

void FilterChecker::warn(NodeId node, std::string text, std::string suggestion) {
  if (warnings_.size() >= kMostWarnings) return;
  warnings_.push_back({FilterMessage::Code::kSyntax, std::move(text), tree_[node].column,
                       tree_[node].length, std::move(suggestion)});
}

bool FilterChecker::fail_unknown(NodeId node) {
  const std::string name = shown(node);
  if (is_foreign(name)) {
    return fail(node, name + " is not dissected by this version",
                FilterMessage::Code::kNotDissected);
  }
  return fail(node, "no field is called " + name, FilterMessage::Code::kUnknownField,
              nearest_field(name));
}

void FilterChecker::put(LogicStep::Kind kind, std::size_t index) {
  program_.logic.push_back({kind, static_cast<std::uint32_t>(index)});
}

std::size_t FilterChecker::put_skip(LogicStep::Kind kind) {
  put(kind);
  return program_.logic.size() - 1;
}

void FilterChecker::land(std::size_t skip) {
  program_.logic[skip].index = static_cast<std::uint32_t>(program_.logic.size());
}

bool FilterChecker::logic(NodeId node) {
  switch (tree_[node].kind) {
    case Kind::kOr:
      return chain(node, LogicStep::Kind::kOr);
    case Kind::kXor:
      return chain(node, LogicStep::Kind::kXor);
    case Kind::kAnd:
      return chain(node, LogicStep::Kind::kAnd);
    case Kind::kNot:
      if (!logic(tree_[node].first)) return false;
      put(LogicStep::Kind::kNot);
      return true;
    case Kind::kIn:
      return membership(node);
    default:
      return relation(node);
  }
}

// "a or b or c": what follows is skipped where it cannot matter.
bool FilterChecker::chain(NodeId node, LogicStep::Kind joint) {
  std::vector<std::size_t> skips;
  for (NodeId child = tree_[node].first; child != kNone; child = tree_[child].next) {
    const bool first = child == tree_[node].first;
    if (!first && joint == LogicStep::Kind::kOr) {
      skips.push_back(put_skip(LogicStep::Kind::kSkipIfTrue));
    } else if (!first && joint == LogicStep::Kind::kAnd) {
      skips.push_back(put_skip(LogicStep::Kind::kSkipIfFalse));
    }
    if (!logic(child)) return false;
    if (!first) put(joint);
  }
  for (const std::size_t skip : skips) land(skip);
  return true;
}

// "a", "a == b", "a < b < c".
bool FilterChecker::relation(NodeId node) {
  const Quantifier quantifier = tree_[node].quantifier;
  NodeId left = tree_[node].first;
  NodeId right = tree_[left].next;
  if (right == kNone) return presence(left);
  std::vector<std::size_t> skips;
  for (bool first = true; right != kNone; first = false) {
    if (!first) skips.push_back(put_skip(LogicStep::Kind::kSkipIfFalse));
    if (!comparison(left, right, quantifier)) return false;
    if (!first) put(LogicStep::Kind::kAnd);
    left = right;
    right = tree_[right].next;
  }
  for (const std::size_t skip : skips) land(skip);
  return true;
}

void FilterChecker::test(FilterTest test, std::size_t first_step) {
  test.first_step = static_cast<std::uint32_t>(first_step);
  test.end_step = static_cast<std::uint32_t>(program_.steps.size());
  program_.tests.push_back(test);
  put(LogicStep::Kind::kTest, program_.tests.size() - 1);
}

// A constant in both places, of which one may have been meant to be a field.
namespace {

bool looks_like_field(const SyntaxNode& node) {
  const char first = node.text.empty() ? '0' : node.text.front();
  return node.kind == Kind::kWord && !node.is_value && (is_letter(first) || first == '_');
}

}  // namespace

bool FilterChecker::comparison(NodeId left, NodeId right, Quantifier quantifier) {
  const TokenKind joint = tree_[right].joined;
  const bool all = is_of_all(joint, quantifier);
  if (joint == TokenKind::kMatches) return matches(left, right, all);
  if (joint == TokenKind::kContains) return contains(left, right, all);
  const Type a = operand_type(left), b = a ? operand_type(right) : a;
  if (!a || !b) return false;
  if (a->constant && b->constant) {
    if (looks_like_field(tree_[left])) return fail_unknown(left);
    if (looks_like_field(tree_[right])) return fail_unknown(right);
    return fail(left, "both sides are constants: neither says anything of a packet");
  }
  bool done = false;
  if (!compare_with_names(left, right, quantifier, done)) return false;
  if (done) return true;
  if (a->known && b->known && a->type != b->type) {
    return fail(right, std::string(title(a->type)) + " cannot be compared with " + title(b->type));
  }
  const OperandType& wanted = a->known && !a->constant ? *a : b->known ? *b : *a;
  if (wanted.type == ValueType::kNone) {
    return fail(a->known ? left : right, "the field has no value: it is there or not");
  }
  const std::size_t first_step = program_.steps.size();
  if (!emit(left, wanted) || !emit(right, wanted)) return false;
  FilterTest compare{FilterTest::Kind::kCompare, joint, all, wanted.type};
  if (is_order(joint) && wanted.type == ValueType::kReal) {
    for (const NodeId side : {left, right}) {
      if (is_no_number(side)) return fail(side, "what is no number has no order");
    }
  }
  test(compare, first_step);
  return true;
}

// "nan", and what is added to it.
bool FilterChecker::is_no_number(NodeId node) const {
  if (tree_[node].kind == Kind::kWord) return shown(node) == "nan";
  if (tree_[node].kind != Kind::kArithmetic) return false;
  for (NodeId child = tree_[node].first; child != SyntaxNode::kNone; child = tree_[child].next) {
    if (is_no_number(child)) return true;
  }
  return false;
}

// "ip.proto == "TCP"" where a field's number has several, or the name has.
bool FilterChecker::compare_with_names(NodeId left, NodeId right, Quantifier quantifier,
                                       bool& done) {
  const bool field_left = !is_constant_word(left);
  const NodeId field = field_left ? left : right, name = field_left ? right : left;
  const Type type = operand_type(field);
  if (!type) return false;
  if (!type->known || type->type != ValueType::kInteger || type->listed == nullptr) return true;
  if (!is_constant_word(name)) return true;
  const std::vector<std::uint32_t> numbers = numbers_of(name, *type);
  if (numbers.size() < 2) return true;
  const TokenKind joint = tree_[right].joined;
  if (is_order(joint)) return fail(name, shown(name) + " stands for several numbers");
  done = true;
  FilterSet set;
  for (const std::uint32_t number : numbers) set.numbers.push_back({number, number});
  finish(set);
  program_.sets.push_back(std::move(set));
  // "!=" is that none of its values is one of the numbers, "!==" that not all are.
  const bool negative = is_unequal(joint);
  const bool all = is_of_all(joint, quantifier) != negative;
  FilterTest in{FilterTest::Kind::kIn, TokenKind::kEnd, all, type->type};
  in.index = static_cast<std::uint32_t>(program_.sets.size() - 1);
  const std::size_t first_step = program_.steps.size();
  if (!emit(field, *type)) return false;
  test(in, first_step);
  if (negative) negate_present(first_step);
  return true;
}

// Turns the last test round: a packet without the field is not one whose field differs.
void FilterChecker::negate_present(std::size_t first_step) {
  put(LogicStep::Kind::kNot);
  test({FilterTest::Kind::kExists, TokenKind::kEnd, false, ValueType::kNone}, first_step);
  put(LogicStep::Kind::kAnd);
}

bool FilterChecker::presence(NodeId node) {
  const SyntaxNode& operand = tree_[node];
  const Type type = operand_type(node);
  if (!type) return false;
  if (!type->known || type->constant) {
    if (looks_like_field(operand)) return fail_unknown(node);
    return fail(node, "this is a constant, which says nothing of a packet",
                FilterMessage::Code::kSyntax);
  }
  const std::size_t first_step = program_.steps.size();
  if (!emit(node, *type)) return false;
  const bool computed = operand.kind == Kind::kArithmetic || operand.kind == Kind::kNegative ||
                        operand.kind == Kind::kFunction;
  const auto kind = computed ? FilterTest::Kind::kIsTrue : FilterTest::Kind::kExists;
  test({kind, TokenKind::kEnd, false, type->type}, first_step);
  return true;
}

// A side in which is searched: a text, bytes, or a number by what it means.
bool FilterChecker::texts_of(NodeId node, OperandType& type) {
  const Type found = operand_type(node);
  if (!found) return false;
  type = *found;
  if (!type.known || type.constant) {
    if (looks_like_field(tree_[node])) return fail_unknown(node);
    return fail(node, "what is searched is a constant");
  }
  const bool named = type.type == ValueType::kInteger && type.has_names();
  if (!named && type.type != ValueType::kString && type.type != ValueType::kBytes) {
    return fail(node, std::string(title(type.type)) + " has nothing inside to look for");
  }
  if (!emit(node, type) || !named) return !failed_;
  step(FilterStep::Kind::kNames, ValueType::kString, field_index(node, false));
  type = {};
  type.known = true;
  type.type = ValueType::kString;
  return true;
}

bool FilterChecker::contains(NodeId left, NodeId right, bool all) {
  const std::size_t first_step = program_.steps.size();
  OperandType type;
  if (!texts_of(left, type)) return false;
  const Type inside = operand_type(right);
  if (!inside) return false;
  if (inside->known && inside->type != type.type) {
    return fail(right, std::string(title(type.type)) + " cannot contain " + title(inside->type));
  }
  type.contains = true;
  type.limited = false;
  if (!emit(right, type)) return false;
  test({FilterTest::Kind::kContains, TokenKind::kContains, all, type.type}, first_step);
  return true;
}

bool FilterChecker::matches(NodeId left, NodeId right, bool all) {
  const std::size_t first_step = program_.steps.size();
  OperandType type;
  if (!texts_of(left, type)) return false;
  const SyntaxNode& pattern = tree_[right];
  if (pattern.kind != Kind::kString && pattern.kind != Kind::kRawString) {
    return fail(right, "a regular expression stands in double quotes",
                FilterMessage::Code::kSyntax, in_quotes(shown(right)));
  }
  std::string text;
  if (!content(right, text)) return false;
  if (regex_ == nullptr) {
    return fail(right, "regular expressions cannot be used here", FilterMessage::Code::kPattern);
  }
  const auto [at, is_new] = patterns_.emplace(text, 0);
  if (is_new) {
    const RegexEngine::Compiled compiled = regex_->compile(text);
    if (!compiled.right) {
      return fail(right, "the regular expression is wrong: " + compiled.wrong,
                  FilterMessage::Code::kPattern);
    }
    at->second = compiled.id;
  }
  FilterTest match{FilterTest::Kind::kMatches, TokenKind::kMatches, all, type.type};
  match.index = at->second;
  match.pattern = static_cast<std::uint32_t>(program_.patterns.size());
  program_.patterns.push_back(text);
  test(match, first_step);
  return true;
}

}  // namespace packetglass
