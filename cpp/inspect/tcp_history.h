// What the packets of a TCP conversation before one say of it. The rule is the same whether
// packets come one after another or are read again: what is said of a packet comes from the
// packets of its conversation behind a checkpoint (TcpCheckpoint says which), whatever others are
// between them.
#pragma once

#include <memory>
#include <vector>

#include "flow/tcp_checkpoints.h"
#include "stream/fragment_log.h"
#include "stream/tcp_flight.h"

namespace packetglass {

// A packet of a TCP conversation.
struct TcpPacket {
  std::uint64_t number = 0;  // from 1
  Nanoseconds time = 0;
  unsigned side = 0;  // who sent it
  TcpSegment segment;
  TcpAnalysis found;     // the analysis flags
  bool followed = true;  // false: see is_followed()
};

// A segment that came in more fragments than these is not followed: it would have to be
// reassembled of them for each packet behind it that is looked at.
inline constexpr std::size_t kMostFragmentsOfSegment = 16;
bool is_followed(const FragmentLog& fragments, std::uint64_t number);

// Adds the next packet of the conversation; what is said of it.
TcpPast follow(TcpFlight& flight, const TcpPacket& packet);

// All conversations, as their packets come in the order of the capture. About 250 bytes a
// conversation, and 32 for each segment that waits for its acknowledgment; of a conversation so
// many wait as there are packets behind a checkpoint.
class RunningTcp {
 public:
  // The next packet of the stream, of those that were numbered as their first packets came.
  TcpPast add(std::uint32_t stream, const TcpPacket& packet);
  // The checkpoint that the packet made which was added last.
  void add(const TcpCheckpoint& checkpoint);

 private:
  struct Stream {
    Nanoseconds first = 0, last = 0;
    std::unique_ptr<TcpFlight> flight;  // from the checkpoint before the last one, or the first
    std::unique_ptr<TcpFlight> next;    // from the last checkpoint, where there is one
  };

  std::vector<Stream> streams_;
};

}  // namespace packetglass
