// What all pcapng blocks have in common: draft-ietf-opsawg-pcapng, section 3.1.
#include "format/pcapng/block.h"

namespace packetglass::pcapng {

std::optional<Extent> measure(const Lookahead& here, const BlockHead& head, ByteOrder order) {
  const auto ending_at = [&](std::uint32_t size) {
    const auto tail = load<std::uint32_t>(here.bytes.data() + size - kBlockTailSize, order);
    return Extent{size, tail, tail == head.length};
  };
  const std::uint32_t rounded = padded(head.length);
  if (here.bytes.size() >= rounded) {
    const Extent extent = ending_at(rounded);
    if (extent.agrees || rounded == head.length) return extent;
    const Extent exact = ending_at(head.length);
    return exact.agrees ? exact : extent;
  }
  if (!here.source_ends || here.bytes.size() < head.length) return std::nullopt;
  const Extent exact = ending_at(head.length);
  return exact.agrees ? std::optional(exact) : std::nullopt;
}

}  // namespace packetglass::pcapng
