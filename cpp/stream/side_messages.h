// The messages of one side of a TCP conversation that are not complete yet.
#pragma once

#include <list>
#include <optional>

#include "base/prefetch.h"
#include "dissect/find_message.h"
#include "record/limits.h"
#include "stream/message_log.h"
#include "stream/segment_bytes.h"
#include "stream/spare_buffers.h"

namespace packetglass {

// A segment, and what the analysis says of it.
struct SegmentInOrder {
  std::uint64_t packet = 0;    // from 1
  std::uint32_t side = 0;      // as MessageRow::side
  std::uint32_t sequence = 0;  // of the first byte of its payload
  Bytes payload;
  SourceRun from;         // where the payload begins
  bool repeated = false;  // all of it was seen before
  bool closes = false;    // behind it the side sends no more
  bool whole = true;      // all of the payload was captured
  // Of its messages no more is kept than what columns say.
  bool only_heads = false;
  // What is in front of this number is not looked at.
  std::optional<std::uint32_t> start;
  // The number that comes next, where this is behind a gap.
  std::optional<std::uint32_t> expected;
  // What its first byte begins, where that was asked already.
  std::optional<FoundMessage> begins;
};

// A message is dissected at the segment that completes it, in whatever order its segments came.
// What is behind a gap waits; what is recognised there as the beginning of a message does not.
class SideMessages {
 public:
  static constexpr std::size_t kMaxMessage = kMaxReassembledMessage;
  // Incomplete at once; the oldest is given up for another.
  static constexpr std::size_t kMaxIncomplete = 8;
  // Segments behind which one that gets no more bytes is given up.
  static constexpr std::size_t kMaxIdle = 128;
  // Stretches of messages that are dissected at a segment: behind that they are not taken apart.
  static constexpr std::size_t kMaxDelivered = 64;
  // Segments of a message: each byte too costs as much as what surrounds it.
  static constexpr std::size_t kMaxSegments = 8192;

  // The next segment of the side, in the order of the capture.
  void add(const SegmentInOrder& segment, const Outcome& found, const Dissection& dissection,
           MessageLog& log, SpareBuffers& spare, SegmentMessages& out);

  // They wait no longer: `packet` is the one that is at hand.
  void give_up(std::uint64_t packet, MessageLog& log, MessageRow::End end_as);

  bool empty() const { return incomplete_.empty(); }
  // Bytes that wait.
  std::size_t size() const;
  // Asks the memory for the first message.
  void prefetch() const {
    if (!empty()) packetglass::prefetch(&incomplete_.front());
  }

 private:
  struct Incomplete {
    explicit Incomplete(std::uint32_t begin) : sequence(begin) {}

    std::uint32_t sequence;  // of its first byte
    std::size_t row = 0;     // of the log
    SegmentBytes bytes;
    const Dissector* dissector = nullptr;  // nullptr: its first byte has not come
    MessageProgress progress;
    std::uint64_t size = 0;  // 0: not known
    bool skipped = false;    // it is too long: its bytes are not kept
    std::size_t segments = 0, idle = 0;
    bool touched = false;  // by the segment at hand

    bool until_close() const { return progress.position == MessageProgress::kAtClose; }
  };
  using At = std::list<Incomplete>::iterator;

  // Bytes that stand behind one another, with the start of a message in front.
  struct Stretch {
    Bytes bytes;
    std::uint32_t sequence = 0;
    std::size_t offset = 0;        // in the payload of the segment
    SegmentBytes* kept = nullptr;  // instead: they are all that is contiguous there

    Stretch from(std::size_t at) const {
      return {bytes.subspan(at), sequence + static_cast<std::uint32_t>(at), offset + at, kept};
    }
  };

  // The segment at hand, for as long as it is added.
  struct Work {
    const SegmentInOrder& segment;
    const Outcome& found;
    const Dissection& dissection;
    MessageLog& log;
    SpareBuffers& spare;
    SegmentMessages& out;
  };

  Stretch distribute(Work& work, Stretch rest);
  static bool begins_another(const Work& work, const Stretch& part);
  bool add_to(Work& work, At message, const Stretch& part);
  void settle(Work& work, At message);
  void end_at(Work& work, At message, std::uint64_t size);
  static void let_go_of_body(const Work& work, Incomplete& message);
  void complete(Work& work, At message);
  void deliver_first_part(Work& work, At message);
  static FoundMessage find_first(const Work& work, const Stretch& stretch);
  void begin(Work& work, At before, Stretch stretch);
  void begin_behind_gap(Work& work, const Stretch& stretch);
  void deliver(Work& work, const Stretch& stretch, std::size_t size, const Dissector* dissector);
  void wait(Work& work, At before, const Stretch& stretch, const FoundMessage& message);
  At keep(Work& work, At before, Incomplete message, std::uint64_t first);
  void end(At message, std::uint64_t packet, MessageRow::End end, MessageLog& log);
  void close(Work& work);
  void give_up_oldest(Work& work);

  std::list<Incomplete> incomplete_;  // by sequence number
};

}  // namespace packetglass
