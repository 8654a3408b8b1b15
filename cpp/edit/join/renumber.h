// Blocks that name an interface, moved to a section in which it has another number.
#pragma once

#include <vector>

#include "record/packet.h"

namespace packetglass {

// Gives the packet block that begins at `begin` of `out`, and is its last, this interface. Blocks
// that cannot name it become enhanced packet blocks: obsolete ones above 65535, and simple ones,
// which are of interface 0. `captured` are the bytes of the packet in a simple block. False where
// the packet had no time, which an enhanced block says as 0.
bool renumber_packet(std::vector<std::uint8_t>& out, std::size_t begin, RecordKind kind,
                     ByteOrder order, std::uint32_t interface, std::uint32_t captured);

}  // namespace packetglass
