// What a TCP segment says of the messages that it is a part of.
#pragma once

#include "dissect/layer.h"
#include "dissect/tcp_facts.h"

namespace packetglass {

// Of one that waits: what Info ends with, and the packet that completes the message. Of one that
// completes messages: which segments they were reassembled from.
void record_tcp_segments(Layer& tcp, const TcpSegment& segment);

// All fields that are recorded there.
extern const FieldList kTcpSegmentFields;

}  // namespace packetglass
