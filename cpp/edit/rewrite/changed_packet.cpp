// A packet of which bytes are replaced, and its checksums with them.
#include "edit/rewrite/changed_packet.h"

#include <algorithm>

namespace packetglass {

void ChangedPacket::replace(std::size_t offset, Bytes bytes) {
  if (std::equal(bytes.begin(), bytes.end(),
                 packet_.begin() + static_cast<std::ptrdiff_t>(offset)))
    return;
  if (changes_.empty()) changed_.assign(packet_.begin(), packet_.end());
  std::copy(bytes.begin(), bytes.end(), changed_.begin() + static_cast<std::ptrdiff_t>(offset));
  changes_.push_back(
      {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(bytes.size())});
}

}  // namespace packetglass
