// The value of Content-Encoding: RFC 9110, section 8.4.
#pragma once

#include <string_view>

#include "decode/decoder.h"

namespace packetglass {

// The codings that were applied, in their order; those of no effect are left out.
struct ContentCodings {
  static constexpr std::size_t kMost = 4;

  Coding codings[kMost] = {};
  std::size_t count = 0;
  bool known = true;  // all of them, and they are not too many
};

// Of "gzip, br" two.
ContentCodings content_codings(std::string_view value);

// No body is decoded to more bytes, nor to more than kMostExpansion times its own and kMostOfAny.
inline constexpr std::size_t kMostDecoded = std::size_t{1} << 20;
inline constexpr std::size_t kMostExpansion = 128;
inline constexpr std::size_t kMostOfAny = std::size_t{16} << 10;

// Undoes all of them, the last one first. Where one does not end whole, its end is that of all,
// and the others are given what came of it.
Decoded decode_body(const ContentCodings& codings, Bytes body, Decoder& decoder);

}  // namespace packetglass
