// The grammar of filters: what is true or false. parser_operands.cpp has what is compared.
#include "filter/parser.h"

#include <algorithm>

namespace packetglass {

using Kind = TokenKind;

bool FilterParser::parse(SyntaxTree& tree) {
  tree_ = &tree;
  if (at(Kind::kEnd)) return true;
  const Node root = either();
  if (root && !at(Kind::kEnd)) unexpected();
  if (failed_) return false;
  tree.root = *root;
  return true;
}

void FilterParser::advance() {
  last_end_ = token_.column + static_cast<std::uint32_t>(token_.text.size());
  token_ = lexer_.next();
  if (++words_ <= FilterLimits::kWords) return;
  token_.kind = Kind::kWrong;
  fail_at(token_, "the filter has more words than are taken");
  error_.code = FilterMessage::Code::kLimit;
}

bool FilterParser::take(Kind kind) {
  if (!at(kind)) return false;
  advance();
  return true;
}

bool FilterParser::expect(Kind kind, const char* what) {
  if (take(kind)) return true;
  if (at(Kind::kEnd)) {
    fail(std::string("the filter ends where ") + what + " is missing");
  } else {
    unexpected();
  }
  return false;
}

std::nullopt_t FilterParser::fail_at(const Token& token, std::string text) {
  if (failed_) return std::nullopt;
  failed_ = true;
  error_ = {FilterMessage::Code::kSyntax,
            std::move(text),
            token.column,
            static_cast<std::uint32_t>(token.text.size()),
            {}};
  return std::nullopt;
}

// Whether so many are open that the parser fails.
bool FilterParser::too_deep(const char* what) {
  if (depth_ <= FilterLimits::kDepth) return false;
  fail(std::string(what) + " are nested too deeply");
  error_.code = FilterMessage::Code::kLimit;
  return true;
}

std::nullopt_t FilterParser::fail(std::string text) {
  if (at(Kind::kWrong) && !failed_) {
    failed_ = true;
    error_ = lexer_.error();
  }
  return fail_at(token_, std::move(text));
}

std::nullopt_t FilterParser::unexpected() {
  if (at(Kind::kEnd)) return fail("the filter ends too early");
  fail(std::string(token_.text) + " is not expected here");
  // Operators are words in lower case.
  std::string lower(token_.text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower != token_.text && Lexer(lower).next().kind != Kind::kWord) error_.suggestion = lower;
  return std::nullopt;
}

void FilterParser::warn(const Token& token, std::string text, std::string suggestion) {
  warnings_.push_back({FilterMessage::Code::kSyntax, std::move(text), token.column,
                       static_cast<std::uint32_t>(token.text.size()), std::move(suggestion)});
}

std::uint32_t FilterParser::add(SyntaxKind kind, const Token& token) {
  SyntaxNode node;
  node.kind = kind;
  node.column = token.column;
  node.length = static_cast<std::uint32_t>(token.text.size());
  node.text = token.text;
  return tree_->add(node);
}

void FilterParser::end_at_last(std::uint32_t node) {
  SyntaxNode& whole = (*tree_)[node];
  whole.length = std::max(last_end_, whole.column) - whole.column;
}

// "a or b or c".
FilterParser::Node FilterParser::chain(SyntaxKind kind, Kind joint, Rank inner) {
  const Token begin = token_;
  const Node first = (this->*inner)();
  if (!first || !at(joint)) return first;
  const std::uint32_t whole = add(kind, begin);
  tree_->add_child(whole, *first);
  while (take(joint)) {
    const Node next = (this->*inner)();
    if (!next) return next;
    tree_->add_child(whole, *next);
  }
  end_at_last(whole);
  return whole;
}

// "not not a" is a, however often it stands there.
FilterParser::Node FilterParser::negated() {
  const Token begin = token_;
  bool negative = false;
  while (take(Kind::kNot)) negative = !negative;
  const Node inner = test();
  if (!inner || !negative) return inner;
  const std::uint32_t whole = add(SyntaxKind::kNot, begin);
  tree_->add_child(whole, *inner);
  end_at_last(whole);
  return whole;
}

FilterParser::Node FilterParser::test() {
  if (!at(Kind::kLeftParenthesis)) return relation();
  const Deeper deeper(*this);
  if (too_deep("parentheses")) return std::nullopt;
  advance();
  const Node inner = either();
  if (!inner) return inner;
  if (!expect(Kind::kRightParenthesis, "the closing parenthesis")) return std::nullopt;
  return inner;
}

FilterParser::Node FilterParser::relation() {
  const Token begin = token_;
  Quantifier quantifier = Quantifier::kUsual;
  if (take(Kind::kAny))
    quantifier = Quantifier::kAny;
  else if (take(Kind::kAll))
    quantifier = Quantifier::kAll;
  const Node first = operand();
  if (!first) return first;
  if (at(Kind::kIn) || at(Kind::kNot)) return membership(*first, quantifier);
  const Node whole = comparisons(*first);
  if (!whole) return whole;
  SyntaxNode& node = (*tree_)[*whole];
  if (quantifier != Quantifier::kUsual && node.first == node.last) {
    return fail_at(begin, "any and all belong in front of a comparison");
  }
  node.quantifier = quantifier;
  return whole;
}

// "== b < c" behind a, or nothing.
FilterParser::Node FilterParser::comparisons(std::uint32_t first) {
  const SyntaxNode& operand_node = (*tree_)[first];
  const std::uint32_t whole =
      add(SyntaxKind::kRelation, {Kind::kWord, operand_node.column, operand_node.text});
  tree_->add_child(whole, first);
  while (is_comparison(token_.kind)) {
    const Token joint = token_;
    if (joint.old) warn(joint, "~= is an old spelling of !==", "!==");
    advance();
    const Node next = operand();
    if (!next) return next;
    (*tree_)[*next].joined = joint.kind;
    tree_->add_child(whole, *next);
  }
  end_at_last(whole);
  return whole;
}

// "in {a, b..c}" or "not in {…}" behind its operand.
FilterParser::Node FilterParser::membership(std::uint32_t operand_node, Quantifier quantifier) {
  const bool negative = take(Kind::kNot);
  if (!at(Kind::kIn)) return unexpected();
  const std::uint32_t whole = add(SyntaxKind::kIn, token_);
  (*tree_)[whole].column = (*tree_)[operand_node].column;
  (*tree_)[whole].quantifier = quantifier;
  tree_->add_child(whole, operand_node);
  advance();
  if (!expect(Kind::kLeftBrace, "the set in braces")) return std::nullopt;
  do {
    const Node element = set_element();
    if (!element) return element;
    tree_->add_child(whole, *element);
  } while (take(Kind::kComma));
  if (!expect(Kind::kRightBrace, "the closing brace")) return std::nullopt;
  end_at_last(whole);
  (*tree_)[whole].negative = negative;
  return whole;
}

FilterParser::Node FilterParser::set_element() {
  const Token begin = token_;
  const Node low = operand();
  if (!low || !take(Kind::kRange)) return low;
  const Node high = operand();
  if (!high) return high;
  const std::uint32_t range = add(SyntaxKind::kRange, begin);
  tree_->add_child(range, *low);
  tree_->add_child(range, *high);
  end_at_last(range);
  return range;
}

}  // namespace packetglass
