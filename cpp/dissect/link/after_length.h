// What follows where a packet's length stands in the place of its type: IEEE 802.3.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// The EtherType under which its dissector is found: LLC's, or IPX's, which may stand there without
// LLC (Novell's "raw" packets, whose checksum is never there).
inline std::uint16_t after_length(const Layer& layer) {
  constexpr std::uint16_t kLlc = 4, kIpx = 0x8137, kNoChecksum = 0xffff;
  return layer.peek16() == kNoChecksum ? kIpx : kLlc;
}

}  // namespace packetglass
