// The grammar of filters: cpp/filter/README.md has it.
#pragma once

#include <optional>

#include "filter/lexer.h"
#include "filter/syntax.h"

namespace packetglass {

// Reads a filter into a tree. Chains of one operator are one node with many children, so that only
// parentheses, braces and arguments nest: FilterLimits::kDepth deep at most.
class FilterParser {
 public:
  explicit FilterParser(std::string_view text) : lexer_(text) { advance(); }

  // False: error() says why. The tree refers to the text.
  bool parse(SyntaxTree& tree);

  const FilterMessage& error() const { return error_; }
  const std::vector<FilterMessage>& warnings() const { return warnings_; }

 private:
  using Node = std::optional<std::uint32_t>;  // nothing: there is an error
  using Rank = Node (FilterParser::*)();

  Node chain(SyntaxKind kind, TokenKind joint, Rank inner);
  Node either() { return chain(SyntaxKind::kOr, TokenKind::kOr, &FilterParser::one_of_two); }
  Node one_of_two() { return chain(SyntaxKind::kXor, TokenKind::kXor, &FilterParser::both); }
  Node both() { return chain(SyntaxKind::kAnd, TokenKind::kAnd, &FilterParser::negated); }
  Node negated();
  Node test();
  Node relation();
  Node comparisons(std::uint32_t first);
  Node membership(std::uint32_t operand, Quantifier quantifier);
  Node set_element();

  Node operand() { return arithmetic(0); }
  Node arithmetic(unsigned rank);
  Node signed_operand();
  Node entity();
  Node quoted();
  Node field_or_value();
  Node raw_field();
  Node function(const Token& name);
  Node braced();
  Node reference();
  Node sliced(Node operand);
  bool layers(std::uint32_t field);
  bool bracketed(std::uint32_t node);
  bool ranges(std::uint32_t node, const Token& text);
  bool range(std::string_view text, std::uint32_t column);

  void advance();
  bool at(TokenKind kind) const { return token_.kind == kind; }
  bool take(TokenKind kind);
  bool expect(TokenKind kind, const char* what);
  std::uint32_t add(SyntaxKind kind, const Token& token);
  void end_at_last(std::uint32_t node);
  bool too_deep(const char* what);
  std::nullopt_t fail(std::string text);
  std::nullopt_t fail_at(const Token& token, std::string text);
  std::nullopt_t unexpected();
  void warn(const Token& token, std::string text, std::string suggestion);

  // As long as it lives, parsing is one level deeper.
  struct Deeper {
    explicit Deeper(FilterParser& parser) : depth(parser.depth_) { ++depth; }
    ~Deeper() { --depth; }
    unsigned& depth;
  };

  Lexer lexer_;
  Token token_;                 // the next one
  std::uint32_t last_end_ = 0;  // where the one before it ended
  SyntaxTree* tree_ = nullptr;
  unsigned depth_ = 0;
  std::size_t words_ = 0;
  bool failed_ = false;
  FilterMessage error_;
  std::vector<FilterMessage> warnings_;
};

}  // namespace packetglass
