// Packets from layers.
#pragma once

#include <span>

#include "base/result.h"
#include "edit/build/layers.h"

namespace packetglass::build {

// The bytes of a packet of these layers, the outermost first. Each stands behind the header of the
// one before it.
//
// kPacketTooLarge where the layers inside do not fit into a length field that is to be filled in,
// and above 256 MiB; kUnsupported with a sentence for options above 40 bytes, numbers above their
// bits, and names that DNS cannot have. A length or checksum that is set is written as it is,
// right or wrong.
Result<Octets> build_packet(std::span<const AnyLayer> layers);

}  // namespace packetglass::build
