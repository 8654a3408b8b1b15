// What the header of a TCP segment alone gives notice of.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Says how the segment opens or closes its conversation; once its flags are read.
void report_tcp_flags(Layer& tcp, const TcpSegment& segment);
// Says what stands in a field that no flag announces: once all of the header is read.
void report_tcp_fields(Layer& tcp, const TcpSegment& segment, std::uint16_t urgent);

// All fields that are recorded there.
extern const FieldList kTcpExpertFields;

}  // namespace packetglass
