// What may stand next in a filter that is being written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace packetglass {

struct FilterCompletion {
  enum class Kind : std::uint8_t { kField, kFunction, kOperator, kValue };

  Kind kind;
  std::string text;   // what is put there
  std::string title;  // what it is called: "Source Port"
  std::string type;   // of a field: "uint16"
};

struct FilterCompletions {
  // The bytes of the text that are replaced: the word around the cursor.
  std::size_t begin = 0, end = 0;
  std::vector<FilterCompletion> items;  // the likeliest first
  bool more = false;                    // than were wanted
};

// At the cursor, a byte of the text from 0. Fields and functions where an operand belongs,
// operators behind one, values behind a comparison. A text that is wrong before the cursor has
// none.
FilterCompletions complete_filter(std::string_view text, std::size_t cursor,
                                  std::size_t most = 50);

}  // namespace packetglass
