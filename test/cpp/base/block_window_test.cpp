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

// What reading a source costs in one piece that is consumed when all of it is there.
struct Cost {
  std::uint64_t moved;
  std::size_t most_memory;
};

Cost cost_of_one_piece(std::size_t mebibytes, std::size_t last_count) {
  BlockWindow window;
  Cost cost{};
  for (std::size_t i = 0; i < mebibytes; ++i) {
    window.block()[0] = static_cast<std::uint8_t>(i);
    window.commit(i + 1 == mebibytes ? last_count : BlockWindow::kBlockSize);
    cost.most_memory = std::max(cost.most_memory, window.memory());
  }
  EXPECT_EQ(window.bytes()[(mebibytes - 1) << 20], static_cast<std::uint8_t>(mebibytes - 1));
  window.consume(window.bytes().size());
  EXPECT_NE(window.block(), nullptr);
  EXPECT_LE(window.memory(), 8 * BlockWindow::kBlockSize) << "what was large is let go of";
  cost.moved = window.moved();
  return cost;
}

TEST(BlockWindow, MovesWhatNeedsManyBlocksAFewTimesOnly) {
  for (const std::size_t mebibytes : {16, 64, 256}) {
    const std::size_t size = mebibytes << 20;
    const Cost cost = cost_of_one_piece(mebibytes, BlockWindow::kBlockSize);
    EXPECT_LE(cost.moved, 3 * size) << mebibytes << " MiB";
    EXPECT_LE(cost.most_memory, size + size / 2 + 2 * BlockWindow::kBlockSize);
  }
}

// As pipes and decompression bring them: a page does not end where a block does.
TEST(BlockWindow, MovesNoMoreWhereBlocksAreNotFilled) {
  for (const std::size_t kibibytes : {4 << 10, 16 << 10, 64 << 10}) {
    BlockWindow window;
    constexpr std::size_t kCount = 65'521;
    std::size_t read = 0;
    while (read < kibibytes << 10) {
      fill(window, read, kCount);
      if (testing::Test::HasFatalFailure()) return;
    }
    EXPECT_TRUE(shows(window, 0));
    EXPECT_LE(window.moved(), 3 * read + (std::size_t{8} << 20)) << kibibytes;
  }
}

// A tail that stays as long while the window goes on: a claim that is never met.
TEST(BlockWindow, MovesALongTailNoMoreThanIsConsumed) {
  constexpr std::size_t kTail = std::size_t{24} << 20;
  BlockWindow window;
  for (int i = 0; i < 24; ++i) {
    ASSERT_NE(window.block(), nullptr);
    window.commit(BlockWindow::kBlockSize);
  }
  for (const std::uint64_t blocks : {16, 48, 144}) {
    const std::uint64_t before = window.moved();
    for (std::uint64_t i = 0; i < blocks; ++i) {
      ASSERT_NE(window.block(), nullptr);
      window.commit(BlockWindow::kBlockSize);
      window.consume(BlockWindow::kBlockSize);
    }
    EXPECT_EQ(window.bytes().size(), kTail);
    EXPECT_LE(window.moved() - before, 3 * (blocks << 20) + 2 * kTail);
  }
}

}  // namespace
}  // namespace packetglass
