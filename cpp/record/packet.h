// Packets, as readers hand them on: in batches, column by column.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "record/timestamp.h"

namespace packetglass {

// How a packet stands in its source. The numbers of pcapng's are its block types.
enum class RecordKind : std::uint8_t {
  kClassic = 0,   // a record of classic pcap
  kObsolete = 2,  // pcapng Packet Block
  kSimple = 3,    // pcapng Simple Packet Block: has no timestamp
  kEnhanced = 6,  // pcapng Enhanced Packet Block
};

struct Packet {
  std::uint64_t offset;           // of its first byte in the source
  Nanoseconds timestamp;          // 0 without meaning where has_timestamp() is false
  std::uint32_t captured_length;  // bytes
  std::uint32_t original_length;  // bytes on the wire
  std::uint32_t interface;        // index of the interface
  RecordKind kind = RecordKind::kClassic;

  bool has_timestamp() const { return kind != RecordKind::kSimple; }
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
  bool back_to_back = false;  // each record begins where the one before it ends
  bool untruncated = false;   // every original length equals the captured length
  bool uniform = false;       // all are of the same interface and kind
  // With back_to_back: bytes of header before each packet.
  std::uint32_t record_header_size = 0;
  std::uint64_t offset[kCapacity];  // rising
  std::int64_t ticks[kCapacity];
  std::uint32_t captured_length[kCapacity];
  std::uint32_t original_length[kCapacity];
  std::uint32_t interface[kCapacity];
  RecordKind kind[kCapacity];

  // Where the bytes of the packets are while the batch is being handed on.
  Bytes window;
  std::uint64_t window_offset = 0;  // of the window in the source
  // Where the whole records of the packets, headers and options included, begin and end in the
  // window. Without them (classic pcap) a record is its header and the packet.
  const std::uint32_t* record_begin = nullptr;
  const std::uint32_t* record_end = nullptr;

  Packet packet(std::size_t i) const {
    return {offset[i],          ticks[i] * tick_nanoseconds,
            captured_length[i], original_length[i],
            interface[i],       kind[i]};
  }

  // The captured bytes of a packet; valid until the sink returns.
  Bytes bytes(std::size_t i) const { return window.subspan(window_index(i), captured_length[i]); }

  // The whole record of a packet as it stands in the source; valid until the sink returns.
  Bytes record(std::size_t i) const {
    if (record_begin != nullptr) {
      return window.subspan(record_begin[i], record_end[i] - record_begin[i]);
    }
    return window.subspan(window_index(i) - record_header_size,
                          record_header_size + captured_length[i]);
  }

 private:
  std::size_t window_index(std::size_t i) const {
    return static_cast<std::size_t>(offset[i] - window_offset);
  }
};

}  // namespace packetglass
