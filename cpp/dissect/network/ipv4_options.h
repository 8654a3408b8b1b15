// The options of IPv4.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads options of this many bytes.
void read_ipv4_options(Layer& ip, std::size_t size);

// All fields that are recorded there.
extern const FieldList kIpv4OptionFields;

}  // namespace packetglass
