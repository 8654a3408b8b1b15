// What the segments before one say of it, shown as Wireshark's tcp.analysis.
#pragma once

#include "dissect/layer.h"
#include "dissect/tcp_facts.h"

namespace packetglass {

// The generated fields, each at its position in the header: the stream and the length of
// the payload behind the ports, …
void record_tcp_stream(Layer& tcp, std::uint32_t length);
// … both numbers that stand there, also counted from the first of the conversation, which are
// read, …
void read_tcp_numbers(Layer& tcp, TcpSegment& segment);
// … the window in bytes behind what stands there, …
void record_tcp_window(Layer& tcp, const TcpSegment& segment);
// … and behind the options times, and what this segment is to those before it.
void record_tcp_past(Layer& tcp);

// What the column Info begins with, whatever is above TCP: "[TCP Retransmission] ".
std::string tcp_flags_text(const TcpFacts& facts);

// What stands between that and the Info of a layer above TCP that lists its messages: ", ", as
// Wireshark has it; nothing where there is no mark, and where the layer is not above TCP.
std::string_view separator_behind_marks(const Layer& layer);

// A letter for each bit that is set, the highest first: "·······AP···".
std::string letters_of(unsigned bits, std::string_view letters);

// The window in bytes, scaled where the scale is known.
std::uint32_t tcp_window(const TcpSegment& segment, const TcpFacts* facts);

// All fields that are recorded there.
extern const FieldList kTcpAnalysisFields;

}  // namespace packetglass
