// A growing window over a source that is read in blocks: the same natively and in wasm.
#pragma once

#include "base/buffer.h"
#include "base/bytes.h"

namespace packetglass {

// Blocks are read to page-aligned memory; the unread tail of the window is moved to just *before*
// the next block, so that the whole stays contiguous. (A block appended after the tail would be
// copied by the kernel to an unaligned address, which is up to 3.5 times slower.) A tail that is
// longer than ordinary records stays where it is, and blocks are appended to it: what needs many
// blocks is moved only when its memory grows by half, so that the moves of a whole source are
// linear, and memory is at most half as large again as the longest tail (in addition to 2 MiB, and
// the old memory while it is moved). Of what was large, nothing is kept once it is consumed.
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

  // Bytes of memory held, and bytes that were moved so far: what reading has cost.
  std::size_t memory() const { return size_; }
  std::uint64_t moved() const { return moved_; }

 private:
  std::uint8_t* block_behind(std::size_t tail);
  void move_tail(std::size_t offset);
  bool renew(std::size_t size, std::size_t offset);

  Memory<std::uint8_t> memory_;
  std::size_t size_ = 0;  // of the memory
  std::uint8_t* begin_ = nullptr;
  std::uint8_t* end_ = nullptr;
  std::uint64_t moved_ = 0;
};

}  // namespace packetglass
