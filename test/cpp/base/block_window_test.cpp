#include "base/block_window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace packetglass {
namespace {

// The n-th byte of an endless source.
std::uint8_t source_byte(std::size_t n) {
  return static_cast<std::uint8_t>(n * 7 + n / 251);
}

void fill(BlockWindow& window, std::size_t& read, std::size_t count) {
  std::uint8_t* const block = window.block();
  ASSERT_NE(block, nullptr);
  for (std::size_t i = 0; i < count; ++i) block[i] = source_byte(read + i);
  window.commit(count);
  read += count;
}

bool shows(const BlockWindow& window, std::size_t from) {
  const Bytes bytes = window.bytes();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != source_byte(from + i)) return false;
  }
  return true;
}

TEST(BlockWindow, IsEmptyAtFirst) {
  EXPECT_TRUE(BlockWindow().bytes().empty());
}

TEST(BlockWindow, HandsOutPageAlignedBlocksWhateverIsCarried) {
  BlockWindow window;
  std::size_t read = 0;
  for (const std::size_t carry : {0, 1, 31, 4095, 70000}) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(window.block()) % 4096, 0u);
    fill(window, read, BlockWindow::kBlockSize);
    window.consume(window.bytes().size() - carry);
  }
}

TEST(BlockWindow, KeepsTheUnconsumedTailInFrontOfTheNextBlock) {
  BlockWindow window;
  std::size_t read = 0;
  std::size_t used = 0;
  for (const std::size_t count : {std::size_t{10}, BlockWindow::kBlockSize, std::size_t{1},
                                  std::size_t{0}, BlockWindow::kBlockSize}) {
    fill(window, read, count);
    EXPECT_EQ(window.bytes().size(), read - used);
    EXPECT_TRUE(shows(window, used));
    const std::size_t take = window.bytes().size() * 2 / 3;
    window.consume(take);
    used += take;
  }
}

TEST(BlockWindow, GrowsWhenNothingIsConsumed) {
  BlockWindow window;
  std::size_t read = 0;
  for (int i = 0; i < 9; ++i) fill(window, read, BlockWindow::kBlockSize);
  EXPECT_EQ(window.bytes().size(), 9 * BlockWindow::kBlockSize);
  EXPECT_TRUE(shows(window, 0));
}

TEST(BlockWindow, MayBeAskedForABlockTwice) {
  BlockWindow window;
  std::size_t read = 0;
  fill(window, read, 100);
  window.consume(40);
  EXPECT_EQ(window.block(), window.block());
  EXPECT_TRUE(shows(window, 40));
  EXPECT_EQ(window.bytes().size(), 60u);
}

}  // namespace
}  // namespace packetglass
