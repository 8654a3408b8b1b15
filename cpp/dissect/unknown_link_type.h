// What a row says of a packet whose link type no dissector is for.
#pragma once

#include "dissect/dissection.h"

namespace packetglass {

// Sets Protocol and Info, where nothing is said yet. `route` is of Space::kLinkType.
void name_link_type(const Route& route, Dissection& dissection);

}  // namespace packetglass
