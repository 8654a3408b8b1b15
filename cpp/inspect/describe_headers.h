// The headers of a packet as one record, described.
#pragma once

#include "describe/description.h"
#include "inspect/decapsulate.h"

namespace packetglass {

// Appends an object with the names of `packetglass decapsulate`; what is not in the packet is left
// out.
void put(Description& out, const Decapsulated& packet);

}  // namespace packetglass
