// The options of TCP: IANA's registry; RFC 9293, 7323, 2018, 5925, 7413, 8684.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads options of this many bytes, and adds to the column Info what people look for there.
// Returns the shift of the option window scale, or TcpSegment::kNoShift.
std::uint8_t read_tcp_options(Layer& tcp, std::size_t size);

// All fields that are recorded there.
extern const FieldList kTcpOptionFields;

}  // namespace packetglass
