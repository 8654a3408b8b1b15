// What a conversation says: the payloads of its packets, each side's in its order.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "record/timestamp.h"

namespace packetglass {

// Bytes that follow what the same side sent before, or a gap where bytes are missing.
struct StreamPiece {
  unsigned side = 0;          // who sent it: 0 whoever sent the first packet
  std::uint64_t packet = 0;   // that brought it, from 1; of a gap the one that showed it
  Nanoseconds time = 0;       // of that packet
  std::uint64_t offset = 0;   // in all that this side sent: bytes before it, gaps included
  Bytes bytes;                // none: a gap
  std::uint64_t missing = 0;  // bytes of the gap
  // Of TCP: the sequence number of its first byte, and up to which one its sender had the other
  // side's bytes. A gap that an acknowledgment showed has none.
  std::optional<std::uint32_t> sequence = std::nullopt, acknowledgment = std::nullopt;
  bool is_first = false;  // of TCP: it is known that the side sent nothing before it
};

class StreamSink {
 public:
  virtual ~StreamSink() = default;
  // The bytes are valid until it returns.
  virtual void piece(const StreamPiece& piece) = 0;
  // A side says that it sends no more; `at` has no bytes, and its packet says so.
  virtual void end(const StreamPiece& at) { static_cast<void>(at); }
};

}  // namespace packetglass
