// Numbers whose first two bits say how long they are: RFC 9000, section 16.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace packetglass::quic {

// Takes one from the front of `bytes`; nothing where it is not all there.
inline std::optional<std::uint64_t> take_number(Bytes& bytes) {
  if (bytes.empty()) return std::nullopt;
  const std::size_t size = std::size_t{1} << (bytes[0] >> 6);
  if (size > bytes.size()) return std::nullopt;
  std::uint64_t number = bytes[0] & 0x3f;
  for (std::size_t i = 1; i < size; ++i) number = number << 8 | bytes[i];
  bytes = bytes.subspan(size);
  return number;
}

}  // namespace packetglass::quic
