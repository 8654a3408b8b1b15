// Neighbour discovery, the part of ICMPv6 that RFC 4861 defines.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads what is behind the checksum of solicitations, advertisements and redirects, types 133 to
// 137, and adds to the column Info whom they are about.
Outcome read_neighbor_discovery(Layer& icmp, std::uint8_t type);

// Reads the options behind a message, up to the end of the layer. RFC 4861, 4191, 8106 and others.
void read_neighbor_options(Layer& icmp);

// All fields that are recorded there.
extern const FieldList kNeighborDiscoveryFields, kNeighborOptionFields;

}  // namespace packetglass
