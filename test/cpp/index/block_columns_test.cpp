#include "index/block_columns.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

// Only the size of a block's bytes is looked at.
Block block_at(std::uint64_t offset, std::uint32_t type, std::size_t length,
               std::uint32_t section = 0) {
  static const std::uint8_t bytes[4096] = {};
  return {type, section, offset, kHostOrder, Bytes(bytes, length)};
}

void expect_entry(const BlockEntry& entry, const Block& block) {
  EXPECT_EQ(entry.offset, block.offset);
  EXPECT_EQ(entry.length, block.bytes.size());
  EXPECT_EQ(entry.type, block.type);
  EXPECT_EQ(entry.section, block.section);
}

TEST(BlockColumns, GiveBackWhatWasAppended) {
  std::vector<Block> blocks;
  std::uint64_t offset = 28;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const std::uint32_t type = i % 7 == 0 ? 0x80000001u : i % 3 == 0 ? 4 : i / 200;
    blocks.push_back(block_at(offset, type, 12 + i * 4 % 3000, i / 300));
    offset += i == 500 ? std::uint64_t{1} << 40 : 12 + i * 4 % 3000;
  }
  BlockColumns columns;
  for (const Block& block : blocks) ASSERT_TRUE(columns.append(block));
  ASSERT_EQ(columns.size(), blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) expect_entry(columns[i], blocks[i]);
}

TEST(BlockColumns, FindBlocksOfAType) {
  BlockColumns columns;
  for (std::uint32_t i = 0; i < 700; ++i) {
    const std::uint32_t type = i == 3 || i == 200 || i == 699 ? 10 : 5;
    ASSERT_TRUE(columns.append(block_at(i * 12, type, 12)));
  }
  EXPECT_EQ(columns.find(10, 0), 3u);
  EXPECT_EQ(columns.find(10, 3), 3u);
  EXPECT_EQ(columns.find(10, 4), 200u);
  EXPECT_EQ(columns.find(10, 201), 699u);
  EXPECT_EQ(columns.find(10, 700), 700u);
  EXPECT_EQ(columns.find(4, 0), 700u);
  EXPECT_EQ(columns.find(5, 128), 128u);
}

TEST(BlockColumns, TakeLessMemoryThanTinyBlocksHaveBytes) {
  constexpr std::uint64_t kMillions = 10'000'000;
  BlockColumns columns;
  for (std::uint64_t i = 0; i < kMillions; ++i) {
    ASSERT_TRUE(columns.append(block_at(28 + i * 12, 0xbbb, 12)));
  }
  EXPECT_EQ(columns.size(), kMillions);
  EXPECT_LT(columns.memory(), kMillions * 3);
  EXPECT_EQ(columns[kMillions - 1].offset, 28 + (kMillions - 1) * 12);
}

TEST(BlockColumns, OfAnyNumbersTakeAtMostTwentyBytesEach) {
  constexpr std::uint64_t kCount = 100'000;
  BlockColumns columns;
  std::uint64_t offset = 0;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    offset += i * 0x9e3779b9u % (std::uint64_t{1} << 33);
    const auto type = static_cast<std::uint32_t>(i * 0x9e3779b9u);
    ASSERT_TRUE(columns.append(block_at(offset, type, 12 + i % 4000)));
  }
  EXPECT_LT(columns.memory(), kCount * 21);
}

}  // namespace
}  // namespace packetglass
