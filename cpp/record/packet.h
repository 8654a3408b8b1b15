// Packets, as readers hand them on: in batches, column by column.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "record/timestamp.h"

namespace packetglass {

struct Packet {
  std::uint64_t offset;  // of its first byte in the source
  Nanoseconds timestamp;
  std::uint32_t captured_length;  // bytes
  std::uint32_t original_length;  // bytes on the wire
  std::uint32_t interface;        // index of the interface
};

// Up to kCapacity packets of one section. Columns, not rows: that is how they are stored.
struct PacketBatch {
  // Readers end a batch where the number of all packets is a multiple of this, so that a batch is
  // a group of the index and can be packed where it lies.
  static constexpr std::size_t kCapacity = 128;

  std::size_t count = 0;
  // A timestamp is ticks * tick_nanoseconds. Microsecond files stay in microseconds: smaller
  // columns.
  std::int64_t tick_nanoseconds = 1;
  // What a reader knows of all its packets without looking again; false = not known.
  bool back_to_back = false;   // each record begins where the one before it ends
  bool uncut = false;          // every original length equals the captured length
  bool one_interface = false;  // all are of the same interface
  // With back_to_back: bytes of header before each packet.
  std::uint32_t record_header_size = 0;
  std::uint64_t offset[kCapacity];  // rising
  std::int64_t ticks[kCapacity];
  std::uint32_t captured_length[kCapacity];
  std::uint32_t original_length[kCapacity];
  std::uint32_t interface[kCapacity];

  // Where the bytes of the packets are while the batch is being handed on.
  Bytes window;
  std::uint64_t window_offset = 0;  // of the window in the source

  Packet packet(std::size_t i) const {
    return {offset[i], ticks[i] * tick_nanoseconds, captured_length[i], original_length[i],
            interface[i]};
  }

  // The captured bytes of a packet; valid until the sink returns.
  Bytes bytes(std::size_t i) const {
    return window.subspan(static_cast<std::size_t>(offset[i] - window_offset), captured_length[i]);
  }
};

}  // namespace packetglass
