// How a display filter is answered, in place of the packets that match it.
#pragma once

#include "native/packet_printer.h"

namespace packetglass::native {

// Reads the capture, and prints the filter in its canonical form, what answers each of its tests,
// and how many packets were answered by what. Returns the exit code.
int explain_filter(const std::string& file, const SourceOptions& reading,
                   const PacketChoice& choice);

}  // namespace packetglass::native
