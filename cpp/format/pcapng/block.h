// What all pcapng blocks have in common: draft-ietf-opsawg-pcapng, section 3.1.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "format/pcap/plausible.h"
#include "format/pcapng/block_types.h"

namespace packetglass::pcapng {

using pcap::Lookahead;

// Type and length, then the body, then the length again.
inline constexpr std::size_t kBlockHeadSize = 8;
inline constexpr std::size_t kBlockTailSize = 4;
inline constexpr std::uint32_t kLeastBlockSize = kBlockHeadSize + kBlockTailSize;

constexpr std::uint32_t max_block_size(std::uint32_t type) {
  return limit_of(kMaxBlockSizeOf, type, kMaxBlockSize);
}

constexpr std::uint32_t padded(std::uint32_t size) {
  return (size + 3) & ~std::uint32_t{3};
}

struct BlockHead {
  std::uint32_t type;
  std::uint32_t length;  // as it stands there

  bool possible() const { return length >= kLeastBlockSize && length <= max_block_size(type); }
};

// The bytes are at least kBlockHeadSize.
inline BlockHead read_head(Bytes start, ByteOrder order) {
  return {load<std::uint32_t>(start.data(), order), load<std::uint32_t>(start.data() + 4, order)};
}

// How long a block really is.
struct Extent {
  std::uint32_t size;  // bytes, with both lengths
  std::uint32_t tail;  // the second length, as it stands there
  bool agrees;         // both lengths are the same
};

// The extent of the block that begins here, whose head is possible(); nothing when it is not all
// there. Some writers forget to count the padding, some to write it: a length that is no multiple
// of 4 is rounded up, unless the second length stands where the first says.
std::optional<Extent> measure(const Lookahead& here, const BlockHead& head, ByteOrder order);

// What is between the two lengths of a whole block.
inline Bytes body_of(Bytes block) {
  return block.subspan(kBlockHeadSize, block.size() - kLeastBlockSize);
}

}  // namespace packetglass::pcapng
