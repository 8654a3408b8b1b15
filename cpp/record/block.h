// A block: what a capture carries in addition to its sections, interfaces and packets.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace packetglass {

// pcapng's name resolution, statistics, secrets, journal, custom and unknown blocks.
struct Block {
  std::uint32_t type = 0;
  std::uint32_t section = 0;  // index of the section it stands in
  std::uint64_t offset = 0;   // of its first byte in the source
  ByteOrder order = kHostOrder;
  Bytes bytes;  // the whole block, from its type to its second length; valid during the call
};

}  // namespace packetglass
