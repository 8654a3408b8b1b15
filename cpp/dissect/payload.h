// What is inside a layer, of which not all may have been captured.
#pragma once

#include <algorithm>

#include "base/bytes.h"

namespace packetglass {

struct Payload {
  Bytes bytes;             // what was captured of it
  std::size_t length = 0;  // bytes it had on the wire: bytes.size() or more

  bool empty() const { return length == 0; }
  bool truncated() const { return bytes.size() < length; }
  // Its first bytes, up to `most`.
  Payload first(std::size_t most) const {
    return {bytes.first(std::min(most, bytes.size())), std::min(most, length)};
  }
};

}  // namespace packetglass
