// Values of fields as text.
#pragma once

#include <string>

#include "dissect/tree.h"

namespace packetglass {

// The bare value: "80", "0x0800", "192.0.2.1", "1" of a flag; of a layer its name. What programs
// want; as tshark -T fields writes it.
std::string value_text(const Tree& tree, const Node& node);

// A line for people: "Type: IPv4 (0x0800)"; of a part of a number with its bits in front.
std::string line_text(const Tree& tree, const Node& node);

// Bytes as text: what is not printable ASCII or UTF-8 is escaped.
std::string printable(Bytes bytes);

}  // namespace packetglass
