// Where the blocks of a capture are that are neither sections, interfaces nor packets.
#pragma once

#include "index/packed_bytes.h"
#include "record/block.h"

namespace packetglass {

struct BlockEntry {
  std::uint64_t offset = 0;   // of its first byte in the source
  std::uint32_t length = 0;   // bytes, from its type to its second length
  std::uint32_t type = 0;     //
  std::uint32_t section = 0;  // index of the section it stands in
};

// Packed like packets, in groups of 128: two to five bytes a block, so that a capture of nothing
// but tiny blocks takes less memory than it has bytes. Any block is found in constant time.
class BlockColumns {
 public:
  // false when there is no memory: nothing can be appended any more.
  [[nodiscard]] bool append(const Block& block);

  std::size_t size() const { return groups_ * kGroupSize + open_; }
  // i < size().
  BlockEntry operator[](std::size_t i) const;
  // Index of the first block of this type from `from` on; size() when there is none.
  std::size_t find(std::uint32_t type, std::size_t from) const;
  // Bytes of memory held.
  std::size_t memory() const { return directory_.memory() + packed_.memory(); }

 private:
  struct Group {
    BlockEntry base;  // the smallest of each column
    const std::uint8_t* columns;
    std::uint8_t offset_width;
    std::uint8_t length_width;
    std::uint8_t type_width;
    std::uint8_t section_width;
  };

  static constexpr std::size_t kMaxGroupBytes = kGroupSize * 20;

  bool seal();

  BlockList<Group, 256> directory_;
  PackedBytes packed_;
  std::size_t groups_ = 0;

  // The last, incomplete group.
  std::size_t open_ = 0;
  std::uint64_t offsets_[kGroupSize];
  std::uint32_t lengths_[kGroupSize];
  std::uint32_t types_[kGroupSize];
  std::uint32_t sections_[kGroupSize];
};

}  // namespace packetglass
