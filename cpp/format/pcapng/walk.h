// The walk over Enhanced Packet Blocks, which are almost all of almost any capture.
#pragma once

#include <span>

#include "format/pcapng/batcher.h"
#include "format/pcapng/clock.h"

namespace packetglass::pcapng {

struct Walked {
  std::size_t used;  // bytes
  bool full;         // the sink is
};

// Takes the ordinary blocks that the bytes, which end the batcher's window, begin with: complete,
// both lengths the same, of a described interface, within its snaplen, options of right lengths, a
// time by the short way. Stops before the first block that is anything else.
Walked walk_enhanced_packets(Bytes bytes, ByteOrder order, std::span<const Clock> clocks,
                             Batcher& packets, Reading& reading, RecordSink& sink);

}  // namespace packetglass::pcapng
