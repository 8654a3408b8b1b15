// What packets to come say of those before them: it takes a pass through the capture of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "native/read_options.h"
#include "stream/related_packets.h"

namespace packetglass::native {

// What the first `most` packets of a capture (0: all) and what was read with them complete;
// nothing where the source is no file that can be read twice. What is wrong with it is not said:
// the next pass says it.
std::unique_ptr<RelatedPackets> read_ahead(const std::string& file, const SourceOptions& options,
                                           std::uint64_t most);

}  // namespace packetglass::native
