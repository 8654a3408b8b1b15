// Whether bytes look like pcapng blocks: to go on after damage, and to see where a classic capture
// begins.
#pragma once

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

// False where neither a block, a section nor a classic capture can begin: what almost all offsets
// of a search are, so that it costs next to nothing. At least kBlockHeadSize bytes.
inline bool may_begin(const std::uint8_t* at, ByteOrder order) {
  const auto word = load<std::uint32_t>(at, ByteOrder::kLittle);
  const auto length = load<std::uint32_t>(at + 4, order);
  // Zero is among the words that may be a magic: it is in the empty slots of their table.
  return length - kLeastBlockSize <= kLargestBlockSize - kLeastBlockSize ||
         (word != 0 && pcap::looks_like_magic(word));
}

// Whether a section header begins here: its code, byte-order magic, a known version and a length
// that is possible.
bool section_begins(const Lookahead& here);

// Whether blocks begin here whose two lengths agree: three, or fewer that end just where the
// source does, one of them of a known type. The lookahead is enough().
bool blocks_begin(const Lookahead& here, ByteOrder order);

// Whether blocks of known types follow here by their first lengths, where the block before did
// not end as it began. The source may also end here. The lookahead is enough().
bool blocks_follow(const Lookahead& here, ByteOrder order);

// Where blocks begin inside of what claims to be a block longer than the bytes, which end the
// source: the first offset but the start where three of known types follow one another, else where
// fewer of them lead to the end. Two lengths agree in each.
std::optional<std::size_t> blocks_within(Bytes bytes, ByteOrder order);

// Whether a classic capture begins at this boundary of blocks: see pcap::capture_begins. With
// reserved words that are not zero it is one where its records are plausible and the block that it
// would be is not.
pcap::Beginning classic_begins(const Lookahead& here, ByteOrder order);

}  // namespace packetglass::pcapng
