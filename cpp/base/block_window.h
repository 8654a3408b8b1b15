// A growing window over a source that is read in blocks: the same natively and in wasm.
#pragma once

#include <memory>

#include "base/bytes.h"

namespace packetglass {

// Blocks are read to page-aligned memory; the unread tail of the window is moved to just *before*
// the next block, so that the whole stays contiguous. (A block appended after the tail would be
// copied by the kernel to an unaligned address, which is up to 3.5 times slower.)
//
//   while ((n = read(fd, window.block(), window.block_size())) > 0) {
//     window.commit(n);
//     window.consume(reader.push(window.bytes()));
//   }
class BlockWindow {
 public:
  static constexpr std::size_t kBlockSize = std::size_t{1} << 20;

  // Room for the next kBlockSize bytes of the source; nullptr when memory is exhausted.
  // Moves what is unread: windows from bytes() are stale afterwards.
  std::uint8_t* block();

  // The first `count` bytes of the room from block() have been filled, count <= kBlockSize.
  void commit(std::size_t count);

  // All bytes that are not consumed yet.
  Bytes bytes() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }

  // The first `count` bytes of bytes() are not needed any more.
  void consume(std::size_t count) { begin_ += count; }

 private:
  struct Free {
    void operator()(std::uint8_t* memory) const;
  };

  bool grow(std::size_t carry);

  std::unique_ptr<std::uint8_t[], Free> memory_;
  std::size_t head_ = 0;  // bytes before the room for a block
  std::uint8_t* begin_ = nullptr;
  std::uint8_t* end_ = nullptr;
};

}  // namespace packetglass
