// The words of a filter.
#pragma once

#include <cstdint>
#include <string_view>

namespace packetglass {

// In the order of THE TABLE of operators in lexer.cpp, which begins with kOr.
enum class TokenKind : std::uint8_t {
  kEnd,
  kWrong,      // the lexer reported it
  kWord,       // a field, a value without quotes or the name of a function
  kString,     // "…"
  kRawString,  // r"…"
  kCharacter,  // '…'
  // logic
  kOr,
  kXor,
  kAnd,
  kNot,
  // comparisons
  kAnyEqual,
  kAllEqual,
  kAllNotEqual,  // !=
  kAnyNotEqual,  // !==
  kGreater,
  kGreaterOrEqual,
  kLess,
  kLessOrEqual,
  kContains,
  kMatches,
  kIn,
  kAny,
  kAll,
  // arithmetic
  kBitAnd,
  kPlus,
  kMinus,
  kTimes,
  kDivide,
  kModulo,
  // punctuation
  kLeftParenthesis,
  kRightParenthesis,
  kLeftBrace,
  kRightBrace,
  kLeftBracket,
  kRightBracket,
  kComma,
  kRange,
  kLayer,      // #
  kRaw,        // @
  kReference,  // ${
  kDollar,     // $
};

constexpr bool is_comparison(TokenKind kind) {
  return kind >= TokenKind::kAnyEqual && kind <= TokenKind::kMatches;
}
// Whether it is != or !==.
constexpr bool is_unequal(TokenKind kind) {
  return kind == TokenKind::kAllNotEqual || kind == TokenKind::kAnyNotEqual;
}

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::uint32_t column = 0;  // in bytes from 0
  std::string_view text;     // as it stands, with quotes
  bool old = false;          // a spelling that Wireshark 4.6 no longer takes
};

}  // namespace packetglass
