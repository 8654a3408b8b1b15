// The header that a capture has lost: what has to stand in front of its bytes to read them.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

struct FirstHeader {
  std::vector<std::uint8_t> bytes;  // instead of …
  std::size_t replaced = 0;         // … as many at the front of the source
};

// Where the source is no capture as it stands: of all headers that it may have had the one with
// which most packets are read from its first bytes, which are `start`; nothing where none is. A
// link type that nothing says is Ethernet, or raw IP where the first packet looks so.
std::optional<FirstHeader> find_first_header(Bytes start);

// Whether a transfer in text mode has put a carriage return in front of each line feed: all line
// feeds have one, and there are enough of them.
bool is_text_mode_transfer(Bytes start);

}  // namespace packetglass
