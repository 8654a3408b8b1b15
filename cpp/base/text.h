// Numbers and bytes as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// printf into a std::string; for short messages. iostream and fmt would triple the wasm module.
[[gnu::format(printf, 1, 2)]] std::string format_text(const char* format, ...);

// The same bytes, seen as text and as bytes.
inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Two lower-case hexadecimal digits a byte: "00ff".
std::string hex_text(Bytes bytes);

// Appends the decimal digits of a number, with zeros in front up to `width`.
void append_decimal(std::string& out, std::uint64_t value, int width = 1);

// Appends standard base64 with padding (RFC 4648, section 4).
void append_base64(std::string& out, Bytes bytes);

// Appends the bytes of a text as append_base64() writes it: nothing but the alphabet, padded, and
// the bits that belong to no byte zero. Of any other text nothing, and returns false.
[[nodiscard]] bool append_decoded_base64(std::vector<std::uint8_t>& out, std::string_view text);

}  // namespace packetglass
