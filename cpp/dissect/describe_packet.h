// What was found in a packet, described: web/lib/core/dissector.ts reads it.
#pragma once

#include "describe/description.h"
#include "dissect/dissection.h"

namespace packetglass {

// Each appends one value.

// The columns of a packet that was dissected with its Info, as an array: source, destination,
// protocol, info, and marks: 1 malformed + 2 truncated + 4 for TCP analysis flags.
void put_columns(Description& out, const Dissection& dissection);

// Layers and fields as one array in the order of the tree, each an array: depth, name, title, the
// line for people, offset, length, source, mask (0: none), marks, and the value if it has one.
void put_fields(Description& out, const Tree& tree);

// What is true of a field, added up.
enum class FieldMark : std::uint32_t {
  kExpert = 1,     // expert info
  kGenerated = 2,  // it does not stand in the packet
  kBytes = 4,      // its value are its bytes
  kHidden = 8,     // trees do not show it: the heading around it says the same
};

// What was reassembled: for each source an array of its bytes, which lie in the tree, and of runs,
// each an array: packet, size, and the offset in the packet where they are in it.
void put_sources(Description& out, const Tree& tree);

}  // namespace packetglass
