// The bytes of a packet, and of what was reassembled and decoded with it.
#pragma once

#include "dissect/tree.h"

namespace packetglass::native {

// Appends the bytes of all sources of a tree as tshark -x prints them: each under its name where
// there are several, "Reassembled TCP (380 bytes):", and an empty line.
void append_sources(const Tree& tree, std::string& out);

// What tshark calls a source of the tree: "Frame" is the packet itself.
std::string_view source_name(const Tree& tree, std::size_t source);

}  // namespace packetglass::native
