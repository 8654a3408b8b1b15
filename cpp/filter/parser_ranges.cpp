// The grammar of filters: layers and slices.
#include <charconv>

#include "base/ascii.h"
#include "filter/parser.h"

namespace packetglass {

using Kind = TokenKind;

namespace {

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

// "#2" or "#[1-3,5]" behind a field.
bool FilterParser::layers(std::uint32_t field) {
  if (!at(Kind::kLayer)) return true;
  advance();
  if (at(Kind::kLeftBracket)) return bracketed(field);
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

// What stands between here and the closing bracket, which is passed.
bool FilterParser::bracketed(std::uint32_t node) {
  token_ = lexer_.until_bracket();
  if (at(Kind::kWrong)) return fail({}), false;
  if (!ranges(node, token_)) return false;
  last_end_ = lexer_.column();
  token_ = lexer_.next();
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
