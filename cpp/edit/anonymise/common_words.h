// Words that protocols of lines have for themselves, and that stay where names get pseudonyms.
#pragma once

#include <string_view>

namespace packetglass::anonymise {

// A set of them is one number.
enum WordKind : unsigned {
  kCommonWord = 1,        // stays wherever it stands: "get", "ok"
  kValueWord = 2,         // stays in the values of describing headers: "text", "gzip"
  kHeader = 4,            // a header's name
  kDescribingHeader = 8,  // of one whose value says how the message is read
};

// No word has more characters.
inline constexpr std::size_t kLongestWord = 32;

// What a word in lower case is; 0: a name.
unsigned word_kinds(std::string_view word);

// Whether the tables of protocols and names have a word, in lower case: it stays wherever it
// stands.
bool is_common_word(std::string_view word);

}  // namespace packetglass::anonymise
