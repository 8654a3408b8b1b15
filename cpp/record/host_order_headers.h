// THE TABLE of link types whose packets begin with a header in host byte order.
#pragma once

#include "record/host_order_header.h"

namespace packetglass {

// All of them, by rising link type.
std::span<const HostOrderHeader> host_order_headers();

// nullptr for a link type whose headers have an order of their own.
const HostOrderHeader* find_host_order_header(LinkType link_type);

}  // namespace packetglass
