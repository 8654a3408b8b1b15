// Takes the text of a filter apart into words.
#include "filter/lexer.h"

#include <algorithm>

#include "base/ascii.h"

namespace packetglass {
namespace {

using Kind = TokenKind;

// THE TABLE of operators. Signs stand in the order in which they are tried: longest first.
constexpr OperatorSpelling kOperators[] = {
    {"===", Kind::kAllEqual},
    {"!==", Kind::kAnyNotEqual},
    {"==", Kind::kAnyEqual},
    {"!=", Kind::kAllNotEqual},
    {"~=", Kind::kAnyNotEqual, true},
    {">=", Kind::kGreaterOrEqual},
    {"<=", Kind::kLessOrEqual},
    {"&&", Kind::kAnd},
    {"||", Kind::kOr},
    {"^^", Kind::kXor},
    {"..", Kind::kRange},
    {"${", Kind::kReference},
    {"$", Kind::kDollar},
    {">", Kind::kGreater},
    {"<", Kind::kLess},
    {"!", Kind::kNot},
    {"~", Kind::kMatches},
    {"&", Kind::kBitAnd},
    {"+", Kind::kPlus},
    {"-", Kind::kMinus},
    {"*", Kind::kTimes},
    {"/", Kind::kDivide},
    {"%", Kind::kModulo},
    {"(", Kind::kLeftParenthesis},
    {")", Kind::kRightParenthesis},
    {"{", Kind::kLeftBrace},
    {"}", Kind::kRightBrace},
    {"[", Kind::kLeftBracket},
    {"]", Kind::kRightBracket},
    {",", Kind::kComma},
    {"#", Kind::kLayer},
    {"@", Kind::kRaw},
    {"or", Kind::kOr},
    {"xor", Kind::kXor},
    {"and", Kind::kAnd},
    {"not", Kind::kNot},
    {"eq", Kind::kAnyEqual},
    {"any_eq", Kind::kAnyEqual},
    {"all_eq", Kind::kAllEqual},
    {"ne", Kind::kAllNotEqual},
    {"all_ne", Kind::kAllNotEqual},
    {"any_ne", Kind::kAnyNotEqual},
    {"gt", Kind::kGreater},
    {"ge", Kind::kGreaterOrEqual},
    {"lt", Kind::kLess},
    {"le", Kind::kLessOrEqual},
    {"contains", Kind::kContains},
    {"matches", Kind::kMatches},
    {"in", Kind::kIn},
    {"any", Kind::kAny},
    {"all", Kind::kAll},
    {"bitand", Kind::kBitAnd},
    {"bitwise_and", Kind::kBitAnd},
};

constexpr std::size_t kLongestSign = 3;

bool is_name(char c) {
  return is_letter(c) || c == '_' || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

const OperatorSpelling* find_operator(std::string_view text) {
  const auto* const found =
      std::find_if(std::begin(kOperators), std::end(kOperators),
                   [&](const OperatorSpelling& each) { return each.text == text; });
  return found == std::end(kOperators) ? nullptr : found;
}

// Whether a / behind it begins a prefix length: it is an address, and no field to be divided.
bool is_address(std::string_view word) {
  const bool ipv4 =
      std::count(word.begin(), word.end(), '.') == 3 &&
      std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
  return ipv4 || std::count(word.begin(), word.end(), ':') >= 2;
}

// Whether a + behind it is the sign of its exponent: "1.5e".
bool is_before_exponent(std::string_view word) {
  if (word.size() < 2 || (word.back() != 'e' && word.back() != 'E')) return false;
  word.remove_suffix(1);
  return std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string quoted(1, '"');
  return quoted.append(text).append(1, '"');
}

std::span<const OperatorSpelling> operator_spellings() {
  return kOperators;
}

Token Lexer::take(Kind kind, std::size_t size) {
  const Token token{kind, column(), text_.substr(at_, size)};
  at_ += size;
  return token;
}

Token Lexer::wrong(std::size_t size, std::string text) {
  error_ = {FilterMessage::Code::kSyntax,
            std::move(text),
            column(),
            static_cast<std::uint32_t>(size),
            {}};
  const Token token{Kind::kWrong, column(), text_.substr(at_, size)};
  at_ = text_.size();
  return token;
}

Token Lexer::next() {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  if (at_ == text_.size()) return take(Kind::kEnd, 0);
  const char c = text_[at_];
  const char after = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (c == '"') return quoted(Kind::kString, 0, '"');
  if (c == '\'') return quoted(Kind::kCharacter, 0, '\'');
  if ((c == 'r' || c == 'R') && after == '"') return quoted(Kind::kRawString, 1, '"');
  if (is_name(c) || ((c == '.' || c == ':') && (is_name(after) || after == ':'))) return word();
  for (std::size_t size = std::min(kLongestSign, text_.size() - at_); size > 0; --size) {
    const OperatorSpelling* const sign = find_operator(text_.substr(at_, size));
    if (sign == nullptr) continue;
    Token token = take(sign->kind, size);
    token.old = sign->old;
    return token;
  }
  if (c == '=') return wrong(1, "= is no comparison: write ==");
  return wrong(1, "this character has no meaning here");
}

Token Lexer::quoted(Kind kind, std::size_t prefix, char quote) {
  const bool raw = prefix != 0;
  for (std::size_t at = at_ + prefix + 1; at < text_.size(); ++at) {
    if (text_[at] == quote) return take(kind, at + 1 - at_);
    // A raw string keeps its backslashes, but a quote behind one does not end it.
    if (text_[at] == '\\' && (!raw || text_.substr(at + 1, 1) == "\"")) ++at;
  }
  return wrong(text_.size() - at_, "the final quote is missing");
}

Token Lexer::until_bracket() {
  const std::size_t end = text_.find(']', at_);
  if (end == text_.npos) return wrong(text_.size() - at_, "the bracket ] is missing");
  const Token token = take(Kind::kWord, end - at_);
  ++at_;
  return token;
}

// Whether the character at `at` is of the word that began before it.
bool Lexer::continues_word(std::size_t at) const {
  const char c = text_[at];
  if (is_name(c) || c == ':') return true;
  const char after = at + 1 < text_.size() ? text_[at + 1] : '\0';
  if (c == '.') return is_name(after);
  if (c == '-') return is_name(after);
  return false;
}

std::size_t Lexer::word_end() const {
  std::size_t end = at_ + 1;
  bool prefix = false;  // length, of an address
  for (; end < text_.size(); ++end) {
    if (continues_word(end)) continue;
    const std::string_view so_far = text_.substr(at_, end - at_);
    const bool digit = end + 1 < text_.size() && is_digit(text_[end + 1]);
    if (digit && text_[end] == '/' && !prefix && is_address(so_far)) {
      prefix = true;
    } else if (!(digit && text_[end] == '+' && is_before_exponent(so_far))) {
      break;
    }
  }
  // The only field whose name ends in a full stop.
  constexpr std::string_view kNumberColumn = "_ws.col.No";
  if (text_.substr(at_, end - at_) == kNumberColumn && text_.substr(end, 1) == ".") ++end;
  return end;
}

Token Lexer::word() {
  const std::size_t size = word_end() - at_;
  const OperatorSpelling* const is_operator = find_operator(text_.substr(at_, size));
  return take(is_operator != nullptr ? is_operator->kind : Kind::kWord, size);
}

}  // namespace packetglass
