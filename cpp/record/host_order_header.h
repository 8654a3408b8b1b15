// What an entry of the table of headers in host byte order is.
#pragma once

#include <span>

#include "base/bytes.h"
#include "record/link_type.h"

namespace packetglass {

// A link type whose packets begin with a header in the byte order of the host that captured them,
// which a capture says by its own byte order.
struct HostOrderHeader {
  LinkType link_type;
  // Turns round the numbers of the header at the start of a packet, which are in the order `from`,
  // as far as the packet has them; twice, with both orders, changes nothing. False when a number
  // had to stay as it is: it is truncated, or it is not known where the numbers are.
  bool (*reorder)(std::span<std::uint8_t> packet, ByteOrder from);
};

}  // namespace packetglass
