// Takes the text of a filter apart into words.
#pragma once

#include <span>
#include <string>

#include "filter/message.h"
#include "filter/token.h"

namespace packetglass {

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  // The next word; kEnd at the end, again and again. What cannot be one is kWrong, and error()
  // says why. Each byte is looked at once.
  Token next();
  // What stands between here and the next ], which is passed; kWrong when none comes.
  Token until_bracket();

  const FilterMessage& error() const { return error_; }
  std::uint32_t column() const { return static_cast<std::uint32_t>(at_); }

 private:
  Token quoted(TokenKind kind, std::size_t prefix, char quote);
  Token word();
  std::size_t word_end() const;
  bool continues_word(std::size_t at) const;
  Token take(TokenKind kind, std::size_t size);
  Token wrong(std::size_t size, std::string text);

  std::string_view text_;
  std::size_t at_ = 0;
  FilterMessage error_;
};

// The operators that are words or signs, for completion: "eq", "==".
struct OperatorSpelling {
  std::string_view text;
  TokenKind kind;
  bool old = false;  // Wireshark 4.6 no longer takes it
};
std::span<const OperatorSpelling> operator_spellings();

// The text between double quotes, for messages.
std::string in_quotes(std::string_view text);

// What a quoted text stands for: appended to `out`. False where an escape is none: `wrong` is then
// where it stands in the text, and its bytes.
struct WrongEscape {
  std::size_t at = 0, size = 0;
};
bool unescape(std::string_view inside, std::string& out, WrongEscape& wrong);

}  // namespace packetglass
