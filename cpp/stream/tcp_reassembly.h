// Reassembles the messages of TCP conversations for their dissection.
#pragma once

#include "dissect/tcp_facts.h"
#include "stream/waiting_sides.h"

namespace packetglass {

// Memory is bounded: where more waits in all than kMaxReassembling, the side is given up that
// waits longest for its next segment.
class TcpReassembly final : public SegmentReassembly {
 public:
  // A packet with a TCP segment.
  struct Packet {
    std::uint64_t number = 0;  // from 1
    Bytes bytes;               // that were captured
    std::uint32_t side = 0;    // as MessageRow::side
    TcpAnalysis analysis;
    // The sequence number that its side was to go on with, where that is known.
    std::optional<std::uint32_t> expected;
  };

  // What is added next is this packet's. One that was dissected already since forget() gets the
  // same answer as then. `log`, always the same, keeps what waits and what is completed.
  void packet(const Packet& packet, MessageLog& log);
  // From now on only columns are said of messages: no more is kept of them.
  void keep_only_heads() { only_heads_ = true; }
  // One that was dissected already.
  void again(std::uint64_t number);
  // Of that packet only what stands behind this sequence number is looked at.
  void begin_at(std::uint32_t sequence) { begin_at_ = sequence; }
  // The message that waits in that packet is known to be completed in this one; 0: not known.
  void is_completed_in(std::uint64_t number) { completed_in_ = number; }

  const SegmentMessages* add(const Outcome& found, const Dissection& dissection) override;
  const SegmentMessages* added(std::uint32_t sequence) const override;
  std::uint64_t completed_in() const override { return completed_in_; }

  // Whether something of the side waits: then all its segments are to be added.
  bool waits(std::uint32_t side) const { return sides_.has(side); }
  // Asks the memory for what waits of some sides: waits() is true of all.
  void prefetch(std::span<const std::uint32_t> sides) const;
  // Lets go of the answers.
  void forget();

  // Bytes that wait.
  std::size_t waiting() const { return waiting_bytes_; }

 private:
  struct Answer {
    std::uint64_t packet;
    std::uint32_t sequence;  // of the segment: a packet may have several
    SegmentMessages messages;
  };

  bool is_plain(const Outcome& found, const Dissection& dissection,
                std::optional<FoundMessage>& begins) const;
  SegmentInOrder segment_of(const Outcome& found, const Dissection& dissection);
  void bound();

  WaitingSides sides_;
  std::size_t waiting_bytes_ = 0;
  std::vector<Answer> answers_;  // by rising packet
  SpareBuffers spare_;
  MessageLog* log_ = nullptr;
  Packet packet_;
  std::uint64_t last_ = 0;  // the highest packet number seen
  std::optional<std::uint32_t> begin_at_;
  std::uint64_t completed_in_ = 0;
  bool again_ = false;
  bool only_heads_ = false;
};

}  // namespace packetglass
