// Writes a pcapng block in the other byte order: draft-ietf-opsawg-pcapng.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace packetglass::pcapng {

enum class Reordered : std::uint8_t {
  kWhole,     // every number in it
  kHeadOnly,  // its content is in an order that nobody can know: left as it stands
  kDropped,   // it must not be copied into a capture that is changed
};

// Appends a whole block, read in the order `from`, in the opposite order. What has no byte order
// stays as it is: packets, text, addresses, hashes, the program of a filter, the content of custom
// blocks and options behind their enterprise number. Options of a wrong length, and what follows
// an option that does not fit, stay as they are. Options that must not be copied are left out.
Reordered append_reordered(Bytes block, ByteOrder from, std::vector<std::uint8_t>& out);

}  // namespace packetglass::pcapng
