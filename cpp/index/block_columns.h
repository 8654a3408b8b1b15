// Where the blocks of a capture are that are neither sections, interfaces nor packets.
#pragma once

#include "index/block_list.h"
#include "record/block.h"

namespace packetglass {

struct BlockPlace {
  std::uint64_t offset;  // of its first byte in the source
  std::uint32_t length;  // bytes, from its type to its second length
  std::uint32_t type;
  std::uint32_t section;  // index of the section it stands in
};

class BlockColumns {
 public:
  // false when there is no memory.
  [[nodiscard]] bool append(const Block& block) {
    if (size_ == places_.capacity() && !places_.add_block()) return false;
    places_[size_++] = {block.offset, static_cast<std::uint32_t>(block.bytes.size()), block.type,
                        block.section};
    return true;
  }

  std::size_t size() const { return size_; }
  // i < size().
  const BlockPlace& operator[](std::size_t i) const { return places_[i]; }
  // Bytes of memory held.
  std::size_t memory() const { return places_.memory(); }

 private:
  BlockList<BlockPlace, 256> places_;
  std::size_t size_ = 0;
};

}  // namespace packetglass
