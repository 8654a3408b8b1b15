// What is under way in a TCP conversation: the segments that were not acknowledged yet.
#pragma once

#include <array>
#include <vector>

#include "dissect/tcp_facts.h"
#include "dissect/tcp_past.h"
#include "stream/tcp_checkpoint.h"

namespace packetglass {

// It counts as Wireshark does, and says nothing where it cannot know what Wireshark would say: it
// may begin within a conversation.
class TcpFlight {
 public:
  static constexpr std::size_t kMostSegments = 512;  // of a side; more are forgotten

  // The first segment to be added is the first of the conversation.
  TcpFlight() {
    for (Side& side : sides_) {
      side.complete = side.gapless = side.pushes = side.sacks_known = true;
    }
  }
  // It is the first behind the checkpoint. Of the bytes that wait there their number is known, not
  // their segments.
  explicit TcpFlight(const TcpCheckpoint& from);

  // What is known of the segment that `side` sent, in `past`, but times; it is remembered.
  void add(const TcpSegment& segment, const TcpAnalysis& analysis, unsigned side, Nanoseconds time,
           std::uint64_t packet, TcpPast& past);

  // What comes next has others before it that are not added.
  void forget();

 private:
  struct Sent {
    std::uint64_t packet;
    Nanoseconds time;
    std::uint32_t begin, end;  // sequence numbers
  };
  // Of what a side sent.
  struct Side {
    std::vector<Sent> waiting;  // for their acknowledgment, the oldest first
    bool complete = false;      // none that waits is missing there
    bool based = false;         // those that are missing end before …
    std::uint32_t base = 0;     // … this sequence number
    bool ranged = false;        // and they are all bytes from …
    std::uint32_t begin = 0;    // … this sequence number on
    bool answered = false;      // the other side acknowledged …
    std::uint32_t answer = 0;   // … what was before this sequence number
    bool gapless = false;       // nothing was lost since the other side's last acknowledgment
    bool pushes = false;        // its last PSH is known
    bool pushed = false;        // by its last segment
    std::uint32_t since_push = 0;
    bool sacks_known = false;  // how many bytes of the other side its last segment had by SACK
    std::uint32_t sacked = 0;
    bool closes = false;  // it sent the first FIN
  };

  void measure_round_trip(const TcpSegment& segment, Nanoseconds time);
  void note_closing(const TcpSegment& segment, unsigned side, TcpPast& past);
  void count_completeness(const TcpSegment& segment, const TcpAnalysis& analysis, TcpPast& past);
  static void send(Side& from, const TcpSegment& segment, const TcpAnalysis& analysis,
                   Nanoseconds time, std::uint64_t packet);
  static void answer(Side& to, std::uint32_t acknowledgment, Nanoseconds time, TcpPast& past);
  static void count_flight(const Side& from, const Side& to, const TcpSegment& segment,
                           TcpPast& past);
  static void count_since_push(Side& from, const TcpSegment& segment, TcpPast& past);

  std::array<Side, 2> sides_;
  std::optional<Nanoseconds> opened_;  // when the SYN was sent
  std::optional<Nanoseconds> round_trip_;
  bool begins_ = true;  // nothing was added, and nothing is missing
  std::optional<std::uint8_t> completeness_ = std::uint8_t{0};
};

}  // namespace packetglass
