// The syntax of a filter, as a tree whose nodes lie in one array.
#pragma once

#include <vector>

#include "filter/token.h"

namespace packetglass {

enum class SyntaxKind : std::uint8_t {
  // logic
  kOr,  // of all its children, however many; kXor and kAnd likewise
  kXor,
  kAnd,
  kNot,       // of its only child
  kRelation,  // "a == b < c": children with their comparisons between them; one: a test
  kIn,        // first what is looked for, then the elements of the set
  // operands
  kArithmetic,  // children of one rank with their operators between them
  kNegative,    // -a
  kWord,        // a field, or a value without quotes
  kString,
  kRawString,
  kCharacter,
  kSlice,      // its child, and which bytes of it
  kFunction,   // its children are the arguments
  kReference,  // the value of a field in another packet: its child is the field
  kRange,      // two children: an element of a set
};

enum class Quantifier : std::uint8_t { kUsual, kAny, kAll };

// "3", "1:2", "1-2", ":2", "1:" of a slice or of layers. Negative numbers count from the end.
struct SyntaxRange {
  static constexpr std::int32_t kToTheEnd = 0x7fff'ffff;
  std::int32_t first = 0;
  std::int32_t last = 0;   // with is_last …
  std::int32_t count = 1;  // … else so many, or kToTheEnd
  bool is_last = false;
};

struct SyntaxNode {
  static constexpr std::uint32_t kNone = 0xffff'ffff;

  SyntaxKind kind = SyntaxKind::kWord;
  TokenKind joined = TokenKind::kEnd;  // what stands between it and the child before it
  Quantifier quantifier = Quantifier::kUsual;
  bool negative = false;        // of kIn: "not in"
  bool raw = false;             // @field
  bool is_field = false;        // .fc: a field, whatever else it may be
  bool is_value = false;        // :fc: no field
  std::uint32_t first = kNone;  // of its children
  std::uint32_t last = kNone;
  std::uint32_t next = kNone;  // behind it in its parent
  std::uint32_t column = 0, length = 0;
  std::string_view text;                           // of a word or a quoted text, with its quotes
  std::uint32_t first_range = 0, range_count = 0;  // of a slice or of a field's layers
};

class SyntaxTree {
 public:
  std::uint32_t add(const SyntaxNode& node) {
    nodes_.push_back(node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  void add_child(std::uint32_t parent, std::uint32_t child) {
    SyntaxNode& node = nodes_[parent];
    (node.first == SyntaxNode::kNone ? node.first : nodes_[node.last].next) = child;
    node.last = child;
  }
  SyntaxNode& operator[](std::uint32_t node) { return nodes_[node]; }
  const SyntaxNode& operator[](std::uint32_t node) const { return nodes_[node]; }

  std::vector<SyntaxRange> ranges;
  std::uint32_t root = SyntaxNode::kNone;  // kNone: the filter is empty, all packets match

 private:
  std::vector<SyntaxNode> nodes_;
};

}  // namespace packetglass
