// What is said of a filter's text: where, and in one sentence.
#pragma once

#include <cstdint>
#include <string>

namespace packetglass {

struct FilterMessage {
  // What kind of error it is; of warnings it is kSyntax.
  enum class Code : std::uint8_t {
    kSyntax,        // words do not stand as the grammar has them
    kUnknownField,  // no field, protocol, function or macro is called so
    kNotDissected,  // Wireshark has it, and this version does not dissect it
    kType,          // a value or an operator does not fit the field
    kPattern,       // a regular expression is wrong
    kLimit,         // more than is taken: FilterLimits
  };

  Code code = Code::kSyntax;
  std::string text;          // one sentence without a full stop
  std::uint32_t column = 0;  // of the word that it is about, in bytes from 0 …
  std::uint32_t length = 0;  // … and its bytes; 0: the end of the text
  std::string suggestion;    // what the word may have meant; empty: nothing is near
};

// What is taken at most; whatever is longer or deeper is an error.
struct FilterLimits {
  static constexpr std::size_t kText = std::size_t{8} << 20;  // bytes, after macros
  static constexpr std::size_t kWords = 2'500'000;            // words and signs
  static constexpr unsigned kDepth = 200;                     // parentheses in parentheses
  static constexpr unsigned kSlices = 2;                      // of one operand
  static constexpr unsigned kMacroDepth = 16;                 // macros in macros
  // Of an evaluation: values looked at, and 64 bytes compared or searched. Beyond it a packet does
  // not match, and is counted.
  static constexpr std::uint64_t kSteps = std::uint64_t{1} << 21;
};

}  // namespace packetglass
