// A packet on its way through a step that may change it.
#pragma once

#include <optional>

#include "record/interface.h"
#include "record/packet.h"

namespace packetglass {

// What a step sees of a packet, and what it may set. What it points to the step keeps until it is
// given the next packet.
struct PacketDraft {
  std::uint64_t number = 0;              // from 1, as the step receives them
  const Interface* interface = nullptr;  // without its options
  Packet packet{};                       // as it is
  Bytes record;                          // whole, as it is
  ByteOrder order = kHostOrder;          // of the section

  Nanoseconds timestamp = 0;          // without meaning where packet.has_timestamp() is false
  std::uint32_t original_length = 0;  // bytes on the wire
  Bytes bytes;                        // that were captured
  // pcapng: instead of its options these, in the order of the section and with the end of the
  // list, if there are any.
  std::optional<Bytes> options{};
  // pcapng: instead of the ticks of its time these, in the resolution that the interface is handed
  // on with; the timestamp is then the time that they say.
  std::optional<std::uint64_t> ticks{};
};

// The options of a packet as they stand in its record: of an enhanced or an obsolete packet block;
// others have none.
Bytes options_of(const PacketDraft& draft);

}  // namespace packetglass
