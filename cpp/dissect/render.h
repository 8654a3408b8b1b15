// Values of fields as text.
#pragma once

#include <string>

#include "dissect/dissection.h"
#include "dissect/tree.h"

namespace packetglass {

// The bare value: "80", "0x0800", "192.0.2.1", "1" of a flag; of a layer its name. What programs
// want.
std::string value_text(const Tree& tree, const Node& node);

// The value as tshark -T fields writes it: of what has no value that it is there, of a layer its
// line.
std::string field_text(const Tree& tree, const Node& node);

// A line for people: "Type: IPv4 (0x0800)"; of a part of a number with its bits in front.
std::string line_text(const Tree& tree, const Node& node);

// The number of a signed field.
std::int64_t signed_number(const Node& node);
// Of Shape::kReal.
double real_number(const Node& node);

// The column Info: what the layers wrote, and behind it what is wrong with the packet.
std::string info_text(const Summary& summary, std::string_view written);

// Bytes as text: what is not printable ASCII or UTF-8 is escaped.
std::string printable(Bytes bytes);

}  // namespace packetglass
