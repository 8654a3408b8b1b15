// The interfaces of a section that is joined of several.
#include "edit/join/joined_interfaces.h"

#include "base/sha256.h"
#include "record/limits.h"

namespace packetglass {

std::optional<std::uint32_t> JoinedInterfaces::number_of(Bytes block) {
  if (unify_) {
    const auto [known, is_new] = by_hash_.try_emplace(sha256(block), count_);
    if (!is_new) return known->second;
  }
  if (count_ == kMaxInterfaces) return std::nullopt;
  waiting_.insert(waiting_.end(), block.begin(), block.end());
  return count_++;
}

}  // namespace packetglass
