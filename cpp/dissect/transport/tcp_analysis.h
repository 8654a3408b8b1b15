// What the segments before one tell of it, shown as Wireshark's tcp.analysis.
#pragma once

#include "dissect/layer.h"
#include "dissect/transport/tcp_facts.h"

namespace packetglass {

// Adds the fields: stream, relative numbers, scaled window, what is odd.
void record_tcp_facts(Layer& tcp, const TcpSegment& segment, const TcpFacts& facts);

// What the column Info begins with: "[TCP Retransmission] ".
std::string tcp_oddities_text(const TcpFacts& facts);

// The window in bytes, scaled where the scale is known.
std::uint32_t tcp_window(const TcpSegment& segment, const TcpFacts* facts);

}  // namespace packetglass
