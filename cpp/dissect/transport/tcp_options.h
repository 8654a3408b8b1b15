// The options of TCP: IANA's registry; RFC 9293, 7323, 2018, 5925, 7413, 8684.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads the options of the segment, of this many bytes: its shift and its SACK. Adds to the column
// Info what people look for there.
void read_tcp_options(Layer& tcp, std::size_t size, TcpSegment& segment);

// The bytes between the edges of the option SACK (RFC 2018).
std::uint32_t sacked_bytes(Bytes options);

// All fields that are recorded there.
extern const FieldList kTcpOptionFields;

}  // namespace packetglass
