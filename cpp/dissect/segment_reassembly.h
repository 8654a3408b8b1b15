// How dissection asks which messages a TCP segment completes. What reassembles them is given to
// the dissection; a dissector keeps nothing from packet to packet.
#pragma once

#include <vector>

#include "dissect/ip_reassembly.h"

namespace packetglass {

struct Dissection;
struct Dissector;
struct Outcome;

// Messages of one protocol, one right behind the other, that are dissected at a segment.
struct DeliveredMessages {
  const Dissector* dissector = nullptr;  // nullptr: as the ports and the bytes say
  bool reassembled = false;              // else they stand in the segment:
  std::size_t offset = 0, size = 0;      // in bytes, of what was captured of its payload
  std::uint32_t sequence = 0;            // of the first byte
  std::size_t length = 0;                // bytes they have on the wire: `size` or more
  std::vector<std::uint8_t> bytes;       // reassembled
  std::vector<SourceRun> runs;           // of those, one behind the other
};

// What a segment is to the messages of its side.
struct SegmentMessages {
  std::vector<DeliveredMessages> delivered;  // in their order
  bool waits = false;                        // some of it belongs to a message that ends later
};

class SegmentReassembly {
 public:
  virtual ~SegmentReassembly() = default;
  // What is dissected of a segment with this payload; nullptr: all of it, as it stands there.
  // Valid while the packet is dissected.
  virtual const SegmentMessages* add(const Outcome& found, const Dissection& dissection) = 0;
  // The same of a segment that was added before, by its sequence number.
  virtual const SegmentMessages* added(std::uint32_t sequence) const = 0;
  // The packet behind this one that completes the message that waits; 0: not known.
  virtual std::uint64_t completed_in() const = 0;
};

}  // namespace packetglass
