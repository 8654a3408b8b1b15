// The interfaces of a section that is joined of several.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// Numbers them in the order in which they come. Their blocks wait to be written: before any packet
// that came later.
class JoinedInterfaces {
 public:
  // `unify`: interfaces whose blocks are equal in every byte are one.
  explicit JoinedInterfaces(bool unify) : unify_(unify) {}

  // The number of the interface that this block describes; nothing where there are as many as a
  // section can have (kMaxInterfaces).
  std::optional<std::uint32_t> number_of(Bytes block);

  // Blocks that wait; whoever writes them clears it.
  std::vector<std::uint8_t>& waiting() { return waiting_; }
  bool any_wait() const { return !waiting_.empty(); }

 private:
  bool unify_;
  std::uint32_t count_ = 0;
  std::map<std::array<std::uint8_t, 32>, std::uint32_t> by_hash_;  // SHA-256 of the block
  std::vector<std::uint8_t> waiting_;
};

}  // namespace packetglass
