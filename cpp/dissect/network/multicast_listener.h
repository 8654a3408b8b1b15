// Multicast listener discovery, a part of ICMPv6.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads what is behind the checksum of queries, reports and leaves: types 130 to 132 and 143.
Outcome read_multicast_listener(Layer& icmp, std::uint8_t type);

// All fields that are recorded there.
extern const FieldList kMulticastListenerFields;

}  // namespace packetglass
