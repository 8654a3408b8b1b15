// Characters in UTF-8, RFC 3629.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// The first character of a text.
struct Utf8Character {
  std::size_t size;     // bytes: of the character, or of as much of one as there is
  bool whole;           // false: these bytes are no character
  char32_t code_point;  // when whole
};

// Of bytes that are not empty. Overlong forms, surrogates and what is beyond U+10FFFF are no
// characters.
Utf8Character first_character(Bytes bytes);

}  // namespace packetglass
