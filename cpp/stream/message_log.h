// Which packets the messages stand in that span TCP segments: so that one packet can be dissected
// with its whole message, without all packets before it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// What was reassembled, or waited for it, of one side of a TCP conversation.
struct MessageRow {
  enum class End : std::uint8_t { kNone, kCompleted, kGivenUp, kBeyondLimit };

  std::uint32_t side = 0;      // of a conversation: twice its TCP stream, and which side
  std::uint32_t first = 0;     // number of the first packet that has a part of it, from 1
  std::uint32_t last = 0;      // of the packet with which it ended; 0: it did not
  std::uint32_t sequence = 0;  // number of its first byte
  End end = End::kNone;
  bool known = true;             // its first byte was seen; else it begins with a gap
  bool skipped = false;          // it is the rest of a message that is too long
  bool partly_repeated = false;  // nothing waited: what its packet has before it was seen before

  static constexpr std::uint32_t side_of(std::uint32_t stream, unsigned side) {
    return 2 * stream + side;
  }

  bool covers(std::uint64_t packet) const {
    return packet >= first && (last == 0 || packet <= last);
  }
};

class MessageLog {
 public:
  // Behind all that was added before; returns its number.
  std::size_t begin(const MessageRow& row);
  void end(std::size_t number, std::uint32_t packet, MessageRow::End end);

  // Those of the side that the packet has a part of, or may have, the one that began first in
  // front. At most kMaxCovering.
  static constexpr std::size_t kMaxCovering = 16;
  std::vector<MessageRow> covering(std::uint32_t side, std::uint64_t packet) const;

  // The packet that completes the message which packet `packet` of the side has a first part of,
  // or a further one; 0: none does.
  std::uint64_t completed_in(std::uint32_t side, std::uint64_t packet) const;

  // The TCP streams that have a message which was not completed, rising.
  std::vector<std::uint32_t> incomplete() const;
  // The first packet at which a message was given up, or dissected in part, because of a limit; 0:
  // none was.
  std::uint64_t first_beyond_limit() const { return first_beyond_limit_; }

  std::size_t size() const { return rows_.size(); }
  // Bytes held.
  std::size_t memory() const;

 private:
  void sort() const;

  std::uint64_t first_beyond_limit_ = 0;
  std::vector<MessageRow> rows_;  // in the order in which they began
  // Numbers of rows by side and first packet: made when asked for.
  mutable std::vector<std::uint32_t> by_side_;
};

}  // namespace packetglass
