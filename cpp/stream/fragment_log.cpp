// Which packets completed datagrams.
#include "stream/fragment_log.h"

#include <algorithm>
#include <numeric>

namespace packetglass {

void FragmentLog::add(std::uint64_t packet, std::span<const IpDatagram::Part> parts) {
  for (const IpDatagram::Part& part : parts) {
    if (part.packet != packet) parts_.push_back(part.packet);
  }
  datagrams_.push_back({packet, parts_.size()});
}

// From the last packet to the first: parts come from packets before the one that completes them,
// so that whatever needs a packet was met before it, and the same packet comes several times in a
// row.
std::optional<std::vector<std::uint64_t>> FragmentLog::needed_for(std::uint64_t packet) const {
  std::vector<std::uint64_t> needed, heap;
  push_parts_of(packet, heap);
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end());
    const std::uint64_t part = heap.back();
    heap.pop_back();
    if (!needed.empty() && needed.back() == part) continue;
    if (needed.size() == kMaxNeeded) return std::nullopt;
    needed.push_back(part);
    push_parts_of(part, heap);
  }
  std::reverse(needed.begin(), needed.end());
  return needed;
}

void FragmentLog::push_parts_of(std::uint64_t packet, std::vector<std::uint64_t>& heap) const {
  auto datagram =
      std::lower_bound(datagrams_.begin(), datagrams_.end(), packet,
                       [](const Datagram& a, std::uint64_t b) { return a.packet < b; });
  for (; datagram != datagrams_.end() && datagram->packet == packet; ++datagram) {
    const std::size_t begin = datagram == datagrams_.begin() ? 0 : datagram[-1].end;
    for (std::size_t at = begin; at < datagram->end; ++at) {
      heap.push_back(parts_[at]);
      std::push_heap(heap.begin(), heap.end());
    }
  }
}

std::vector<std::uint64_t> FragmentLog::completing() const {
  std::vector<std::uint64_t> packets;
  for (const Datagram& datagram : datagrams_) {
    if (packets.empty() || packets.back() != datagram.packet) packets.push_back(datagram.packet);
  }
  return packets;
}

std::uint64_t FragmentLog::completed_in(std::uint64_t packet) const {
  sort_parts();
  const auto part =
      std::lower_bound(by_packet_.begin(), by_packet_.end(), packet,
                       [&](std::uint32_t a, std::uint64_t b) { return parts_[a] < b; });
  if (part == by_packet_.end() || parts_[*part] != packet) return 0;
  return std::upper_bound(datagrams_.begin(), datagrams_.end(), std::size_t{*part},
                          [](std::size_t a, const Datagram& b) { return a < b.end; })
      ->packet;
}

void FragmentLog::sort_parts() const {
  if (by_packet_.size() == parts_.size()) return;
  by_packet_.resize(parts_.size());
  std::iota(by_packet_.begin(), by_packet_.end(), std::uint32_t{0});
  std::stable_sort(by_packet_.begin(), by_packet_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return parts_[a] < parts_[b]; });
}

std::size_t FragmentLog::memory() const {
  return datagrams_.capacity() * sizeof(Datagram) + parts_.capacity() * sizeof(std::uint64_t) +
         by_packet_.capacity() * sizeof(std::uint32_t);
}

}  // namespace packetglass
