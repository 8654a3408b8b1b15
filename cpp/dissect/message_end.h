// How a protocol over TCP says where its messages end: what reassembles them asks for no more.
#pragma once

#include <limits>

#include "base/bytes.h"

namespace packetglass {

// Some of the bytes that one side sent.
struct SentBytes {
  Bytes bytes;
  std::uint16_t source_port = 0, destination_port = 0;
};

// How far a message is understood. It begins with zeros, and is changed by its dissector alone.
struct MessageProgress {
  // As a position: the message ends where its side closes the connection.
  static constexpr std::uint64_t kAtClose = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t position = 0;  // in bytes from its start: where its next part begins
  std::uint32_t scanned = 0;   // bytes from there on that do not end that part
  std::uint32_t state = 0;     // the dissector's own
  // Once the end is known: bytes from its start in which all stands that columns say, as if the
  // message ended there; 0: all of it.
  std::uint32_t head = 0;
};

enum class MessageEnd : std::uint8_t {
  kFound,    // at the position, which may be beyond the bytes that are there
  kMore,     // it is behind them
  kNotMine,  // no message begins there
};

// Goes on to find the end of a message, of which `sent` are all bytes there are so far. Takes time
// in proportion to those that were not there the last time.
using FindMessageEnd = MessageEnd (*)(const SentBytes& sent, MessageProgress& progress);

// The end of a message whose first `header` bytes say how long it is; `size_of` takes all bytes
// and returns the size in all, or 0: it is none.
template <typename SizeOf>
MessageEnd end_by_length(Bytes bytes, std::size_t header, MessageProgress& progress,
                         const SizeOf& size_of) {
  if (bytes.size() < header) return MessageEnd::kMore;
  progress.position = size_of(bytes);
  return progress.position == 0 ? MessageEnd::kNotMine : MessageEnd::kFound;
}

}  // namespace packetglass
