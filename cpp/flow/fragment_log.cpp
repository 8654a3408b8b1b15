// Which packets completed datagrams.
#include "flow/fragment_log.h"

#include <algorithm>

namespace packetglass {

void FragmentLog::add(std::uint64_t packet, std::span<const IpDatagram::Part> parts) {
  for (const IpDatagram::Part& part : parts) {
    if (part.packet != packet) parts_.push_back(part.packet);
  }
  datagrams_.push_back({packet, parts_.size()});
}

std::vector<std::uint64_t> FragmentLog::needed_for(std::uint64_t packet) const {
  std::vector<std::uint64_t> needed{packet};
  // Each packet once: parts come from packets before the one that completes them.
  for (std::size_t i = 0; i < needed.size(); ++i) {
    auto datagram =
        std::lower_bound(datagrams_.begin(), datagrams_.end(), needed[i],
                         [](const Datagram& a, std::uint64_t b) { return a.packet < b; });
    for (; datagram != datagrams_.end() && datagram->packet == needed[i]; ++datagram) {
      const std::size_t begin = datagram == datagrams_.begin() ? 0 : datagram[-1].end;
      for (std::size_t at = begin; at < datagram->end; ++at) {
        const std::uint64_t part = parts_[at];
        if (std::find(needed.begin(), needed.end(), part) == needed.end()) needed.push_back(part);
      }
    }
  }
  needed.erase(needed.begin());
  std::sort(needed.begin(), needed.end());
  return needed;
}

std::vector<std::uint64_t> FragmentLog::completing() const {
  std::vector<std::uint64_t> packets;
  for (const Datagram& datagram : datagrams_) {
    if (packets.empty() || packets.back() != datagram.packet) packets.push_back(datagram.packet);
  }
  return packets;
}

std::uint64_t FragmentLog::completed_in(std::uint64_t packet) const {
  const auto part = std::find(parts_.begin(), parts_.end(), packet);
  if (part == parts_.end()) return 0;
  const auto at = static_cast<std::size_t>(part - parts_.begin());
  return std::upper_bound(datagrams_.begin(), datagrams_.end(), at,
                          [](std::size_t a, const Datagram& b) { return a < b.end; })
      ->packet;
}

std::size_t FragmentLog::memory() const {
  return datagrams_.capacity() * sizeof(Datagram) + parts_.capacity() * sizeof(std::uint64_t);
}

}  // namespace packetglass
