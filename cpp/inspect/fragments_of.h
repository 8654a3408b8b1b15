// Packets that are read along with a conversation, because datagrams of it came in fragments.
#pragma once

#include <span>

#include "flow/summary_index.h"

namespace packetglass {

// Those of all conversations of a capture, found in one go: all of them take no more time than
// one.
class FragmentsOf {
 public:
  // Of a fragment that is inside of others all of those are read, several times where it is in
  // several conversations. So many for each fragment, in all; behind that none are found.
  static constexpr std::size_t kMostOfEach = 8;

  explicit FragmentsOf(const SummaryIndex& summary);

  // The indices, rising, of packets that have such fragments; those that complete the
  // datagrams are the conversation's own. Valid as long as this.
  std::span<const std::uint32_t> conversation(std::uint32_t number) const;

  // Packets that were looked at: in proportion to all fragments.
  std::size_t steps() const { return steps_; }

 private:
  struct Range {
    std::uint32_t conversation;
    std::size_t end;  // in indices_
  };

  std::vector<std::uint32_t> indices_;
  std::vector<Range> ranges_;  // by rising conversation
  std::size_t steps_ = 0;
};

}  // namespace packetglass
