// The grammar of filters: what is compared.
#include <charconv>

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

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Takes a whole number, which may be negative, from the front.
bool take_number(std::string_view& text, std::int32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
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
  if (depth_ > FilterLimits::kDepth) {
    fail("functions are nested too deeply");
    error_.code = FilterMessage::Code::kLimit;
    return std::nullopt;
  }
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
  if (depth_ > FilterLimits::kDepth) {
    fail("braces are nested too deeply");
    error_.code = FilterMessage::Code::kLimit;
    return std::nullopt;
  }
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
    token_ = lexer_.until_bracket();
    if (at(Kind::kWrong)) return fail({});
    if (!ranges(node, token_)) return std::nullopt;
    last_end_ = lexer_.column();
    token_ = lexer_.next();
    SyntaxNode& slice = (*tree_)[node];
    slice.length = last_end_ - slice.column;
    operand_node = node;
  }
  return operand_node;
}

// "#2" or "#[1-3,5]" behind a field.
bool FilterParser::layers(std::uint32_t field) {
  if (!at(Kind::kLayer)) return true;
  advance();
  if (at(Kind::kLeftBracket)) {
    token_ = lexer_.until_bracket();
    if (at(Kind::kWrong)) return fail({}), false;
    if (!ranges(field, token_)) return false;
    last_end_ = lexer_.column();
    token_ = lexer_.next();
    return true;
  }
  std::string_view digits = token_.text;
  std::int32_t number = 0;
  const bool is_number = at(Kind::kWord) && take_number(digits, number) && digits.empty();
  if (!is_number) {
    if (at(Kind::kEnd))
      unexpected();
    else
      fail("the number of a layer or [ belongs behind #");
    return false;
  }
  (*tree_)[field].first_range = static_cast<std::uint32_t>(tree_->ranges.size());
  (*tree_)[field].range_count = 1;
  tree_->ranges.push_back({number, 0, 1, false});
  advance();
  return true;
}

bool FilterParser::ranges(std::uint32_t node, const Token& token) {
  (*tree_)[node].first_range = static_cast<std::uint32_t>(tree_->ranges.size());
  std::string_view text = token.text;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view one = text.substr(0, comma);
    const auto column = token.column + static_cast<std::uint32_t>(one.data() - token.text.data());
    if (!range(one, column)) return false;
    ++(*tree_)[node].range_count;
    if (comma == text.npos) return true;
    text.remove_prefix(comma + 1);
  }
}

// "3", "1:2", "1-2", ":2", "1:".
bool FilterParser::range(std::string_view text, std::uint32_t column) {
  const std::string_view whole = trimmed(text);
  std::string_view rest = whole;
  SyntaxRange range;
  bool right = rest.starts_with(':') || take_number(rest, range.first);
  rest = trimmed(rest);
  if (right && !rest.empty()) {
    const char joint = rest.front();
    rest = trimmed(rest.substr(1));
    range.is_last = joint == '-';
    right = joint == ':' || joint == '-';
    if (right && rest.empty() && joint == ':' && whole != ":") {
      range.count = SyntaxRange::kToTheEnd;
    } else {
      right = right && take_number(rest, range.is_last ? range.last : range.count);
    }
  }
  const bool ends_before = range.is_last && (range.first < 0) == (range.last < 0)
                               ? range.last < range.first
                               : range.is_last;
  if (!right || !trimmed(rest).empty() || range.count <= 0 || ends_before) {
    fail_at({Kind::kWord, column, text}, in_quotes(whole) + " is no range of bytes");
    return false;
  }
  tree_->ranges.push_back(range);
  return true;
}

}  // namespace packetglass
