// The grammar of filters: what is compared.
#include "filter/parser.h"

namespace packetglass {

using Kind = TokenKind;

namespace {

constexpr unsigned kRanks = 3;

// Operators that bind as strongly as this, the weakest first.
bool is_of_rank(Kind kind, unsigned rank) {
  if (rank == 0) return kind == Kind::kBitAnd;
  if (rank == 1) return kind == Kind::kPlus || kind == Kind::kMinus;
  return kind == Kind::kTimes || kind == Kind::kDivide || kind == Kind::kModulo;
}

}  // namespace

// "a + b - c".
FilterParser::Node FilterParser::arithmetic(unsigned rank) {
  if (rank == kRanks) return signed_operand();
  const Token begin = token_;
  const Node first = arithmetic(rank + 1);
  if (!first || !is_of_rank(token_.kind, rank)) return first;
  const std::uint32_t whole = add(SyntaxKind::kArithmetic, begin);
  tree_->add_child(whole, *first);
  while (is_of_rank(token_.kind, rank)) {
    const Kind joint = token_.kind;
    advance();
    const Node next = arithmetic(rank + 1);
    if (!next) return next;
    (*tree_)[*next].joined = joint;
    tree_->add_child(whole, *next);
  }
  end_at_last(whole);
  return whole;
}

FilterParser::Node FilterParser::signed_operand() {
  const Token begin = token_;
  bool negative = false;
  for (;; advance()) {
    if (at(Kind::kMinus))
      negative = !negative;
    else if (!at(Kind::kPlus))
      break;
  }
  const Node inner = sliced(entity());
  if (!inner || !negative) return inner;
  const std::uint32_t whole = add(SyntaxKind::kNegative, begin);
  tree_->add_child(whole, *inner);
  end_at_last(whole);
  return whole;
}

FilterParser::Node FilterParser::entity() {
  switch (token_.kind) {
    case Kind::kString:
    case Kind::kRawString:
    case Kind::kCharacter:
      return quoted();
    case Kind::kWord:
      return field_or_value();
    case Kind::kRaw:
      return raw_field();
    case Kind::kLeftBrace:
      return braced();
    case Kind::kReference:
    case Kind::kDollar:
      return reference();
    default:
      return unexpected();
  }
}

FilterParser::Node FilterParser::quoted() {
  const SyntaxKind kind = at(Kind::kString)      ? SyntaxKind::kString
                          : at(Kind::kRawString) ? SyntaxKind::kRawString
                                                 : SyntaxKind::kCharacter;
  const std::uint32_t node = add(kind, token_);
  advance();
  return node;
}

FilterParser::Node FilterParser::field_or_value() {
  const Token name = token_;
  advance();
  if (at(Kind::kLeftParenthesis)) return function(name);
  const std::uint32_t node = add(SyntaxKind::kWord, name);
  SyntaxNode& word = (*tree_)[node];
  // A full stop in front of a field and a colon in front of bytes say which of them it is.
  const char first = name.text.front();
  const bool colon = first == ':' && !name.text.starts_with("::");
  word.is_field = first == '.';
  word.is_value = colon;
  if (word.is_field || colon) word.text.remove_prefix(1);
  if (!layers(node)) return std::nullopt;
  return node;
}

FilterParser::Node FilterParser::raw_field() {
  advance();
  if (!at(Kind::kWord)) return fail("a field belongs behind @");
  const Node node = field_or_value();
  if (!node) return node;
  if ((*tree_)[*node].kind != SyntaxKind::kWord) return fail("a field belongs behind @");
  (*tree_)[*node].raw = (*tree_)[*node].is_field = true;
  return node;
}

FilterParser::Node FilterParser::function(const Token& name) {
  const Deeper deeper(*this);
  if (too_deep("functions")) return std::nullopt;
  const std::uint32_t node = add(SyntaxKind::kFunction, name);
  advance();
  if (take(Kind::kRightParenthesis)) return node;
  do {
    const Node argument = operand();
    if (!argument) return argument;
    tree_->add_child(node, *argument);
  } while (take(Kind::kComma));
  if (!expect(Kind::kRightParenthesis, "the closing parenthesis")) return std::nullopt;
  return node;
}

FilterParser::Node FilterParser::braced() {
  const Deeper deeper(*this);
  if (too_deep("braces")) return std::nullopt;
  advance();
  const Node inner = operand();
  if (!inner) return inner;
  if (!expect(Kind::kRightBrace, "the closing brace")) return std::nullopt;
  return inner;
}

// "${field}" or "$field".
FilterParser::Node FilterParser::reference() {
  const Token begin = token_;
  const bool in_braces = at(Kind::kReference);
  advance();
  const std::uint32_t node = add(SyntaxKind::kReference, begin);
  if (!at(Kind::kWord) && !at(Kind::kRaw)) return fail("the name of a field belongs behind $");
  const Node field = at(Kind::kRaw) ? raw_field() : field_or_value();
  if (!field) return field;
  if ((*tree_)[*field].kind != SyntaxKind::kWord) {
    return fail_at(begin, "the name of a field belongs behind $");
  }
  (*tree_)[*field].is_field = true;
  tree_->add_child(node, *field);
  if (in_braces && !expect(Kind::kRightBrace, "the closing brace")) return std::nullopt;
  end_at_last(node);
  return node;
}

// "[0:4]" behind an operand, as often as it stands there.
FilterParser::Node FilterParser::sliced(Node operand_node) {
  for (unsigned slices = 0; operand_node && at(Kind::kLeftBracket); ++slices) {
    if (slices == FilterLimits::kSlices) return fail("an operand has too many slices");
    const std::uint32_t node = add(SyntaxKind::kSlice, token_);
    (*tree_)[node].column = (*tree_)[*operand_node].column;
    tree_->add_child(node, *operand_node);
    if (!bracketed(node)) return std::nullopt;
    SyntaxNode& slice = (*tree_)[node];
    slice.length = last_end_ - slice.column;
    operand_node = node;
  }
  return operand_node;
}

}  // namespace packetglass
