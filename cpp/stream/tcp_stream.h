// Puts the segments of a TCP conversation in the order of their bytes: RFC 9293, section 3.4. What
// is shown of overlapping and missing segments is what Wireshark shows when it follows a stream.
#pragma once

#include <vector>

#include "dissect/payload.h"
#include "dissect/tcp_facts.h"
#include "stream/stream.h"

namespace packetglass {

// A segment, as it was captured.
struct StreamSegment {
  unsigned side = 0;
  std::uint64_t packet = 0;  // from 1
  Nanoseconds time = 0;
  TcpSegment tcp;
  Payload payload;
};

// What one side sent. Each byte is handed on once, as soon as all before it were; of those that
// came twice the first. Segments that came too early wait; what they wait for is a gap when the
// other side acknowledged it, when too much waits, or at the end.
class TcpSideStream {
 public:
  // What may wait: bytes, and segments. Constant memory, however long the stream is.
  static constexpr std::size_t kMaxWaiting = std::size_t{1} << 20;
  static constexpr std::size_t kMaxSegments = 1024;

  explicit TcpSideStream(unsigned side) : side_(side) {}

  // In the order of the capture. The first one is where the stream begins.
  void add(const StreamSegment& segment, StreamSink& sink);
  // The other side's SYN says that this one's first byte has this sequence number.
  void starts_at(std::uint32_t sequence) { start_ = sequence; }
  // The other side has everything before this sequence number; `at` is where it says so.
  void acknowledged(std::uint32_t sequence, const StreamPiece& at, StreamSink& sink);
  // Waits no longer: it reports the gaps before what waits, then what waits.
  void give_up(StreamSink& sink);

  // Bytes that wait.
  std::size_t waiting() const { return waiting_bytes_; }

 private:
  struct Waiting {
    std::uint32_t sequence;
    std::uint32_t length;  // on the wire
    std::uint64_t packet;
    Nanoseconds time;
    std::optional<std::uint32_t> acknowledgment;
    std::vector<std::uint8_t> bytes;
  };
  struct Part {
    std::uint32_t sequence;
    Payload payload;
    StreamPiece piece;
  };

  void deliver(const Part& part, StreamSink& sink);
  void deliver_waiting(StreamSink& sink);
  std::size_t next_waiting() const;
  void keep(const Part& part);
  void skip_to(std::uint32_t sequence, StreamPiece at, StreamSink& sink);
  void skip_gap(StreamSink& sink);
  void end_if_reached(StreamSink& sink);

  unsigned side_;
  std::vector<Waiting> waiting_;  // by sequence number; those of one number as they came
  std::size_t waiting_bytes_ = 0;
  std::uint64_t handed_on_ = 0;         // bytes, gaps included
  std::uint32_t next_ = 0;              // sequence number
  std::uint32_t end_ = 0;               // sequence number of the FIN
  std::optional<std::uint32_t> start_;  // sequence number of the first byte of all
  StreamPiece end_at_;
  bool begun_ = false;
  bool ends_ = false;  // a FIN was seen
  bool ended_ = false;
};

// Both sides of a conversation.
class TcpStream {
 public:
  void add(const StreamSegment& segment, StreamSink& sink);
  // No more segments come: whatever waits is handed on.
  void give_up(StreamSink& sink);
  // Bytes that wait.
  std::size_t waiting() const { return sides_[0].waiting() + sides_[1].waiting(); }

 private:
  TcpSideStream sides_[2] = {TcpSideStream(0), TcpSideStream(1)};
};

}  // namespace packetglass
