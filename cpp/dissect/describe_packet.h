// What was found in a packet, described: web/lib/dissect-core.ts reads it.
#pragma once

#include "describe/description.h"
#include "dissect/dissection.h"

namespace packetglass {

// Each appends one value.

// The columns as an array: source, destination, protocol, info, and 1 for malformed + 2 for cut.
void put_columns(Description& out, const Summary& summary, std::string_view info);

// Layers and fields as one array in the order of the tree, each an array: depth, name, title, the
// line for people, offset, length, source, mask (0: none), marks, and the value if it has one.
void put_fields(Description& out, const Tree& tree);

// What is true of a field, added up.
enum class FieldMark : std::uint32_t {
  kNote = 1,       // what is odd here
  kGenerated = 2,  // it was worked out and does not stand in the packet
  kBytes = 4,      // its value are its bytes
};

// What was put together of several packets, as an array of bytes; they lie in the tree.
void put_sources(Description& out, const Tree& tree);

}  // namespace packetglass
