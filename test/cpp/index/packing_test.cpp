#include "index/packing.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace packetglass {
namespace {

TEST(PackedWidth, IsTheNumberOfBytesThatHoldTheBits) {
  EXPECT_EQ(packed_width(0), 0);
  EXPECT_EQ(packed_width(1), 1);
  EXPECT_EQ(packed_width(0xff), 1);
  EXPECT_EQ(packed_width(0x100), 2);
  EXPECT_EQ(packed_width(0xffffffff), 4);
  EXPECT_EQ(packed_width(0x100000000), 5);
  EXPECT_EQ(packed_width(~std::uint64_t{0}), 8);
}

TEST(Pack, GivesBackEveryNumberAtEveryWidth) {
  for (std::uint8_t width = 1; width <= 8; ++width) {
    const std::uint64_t largest = ~std::uint64_t{0} >> (64 - 8 * width);
    std::array<std::uint64_t, kGroupSize> numbers;
    for (std::size_t i = 0; i < kGroupSize; ++i) {
      numbers[i] = (i * 0x9e3779b97f4a7c15u) & largest;
    }
    numbers[0] = largest;
    constexpr std::uint64_t kBase = 0x123456789abcdef0;
    std::array<std::uint64_t, kGroupSize> from_base;
    for (std::size_t i = 0; i < kGroupSize; ++i) from_base[i] = kBase + numbers[i];
    std::vector<std::uint8_t> column(kGroupSize * width + kPackingSlack + 1, 0xee);
    EXPECT_EQ(pack(from_base.data(), kBase, width, column.data()),
              column.data() + kGroupSize * width);
    for (std::size_t i = 0; i < kGroupSize; ++i) {
      ASSERT_EQ(unpack_one(column.data(), width, i), numbers[i]) << int{width} << " " << i;
    }
    EXPECT_EQ(column.back(), 0xee) << "nothing is written behind the slack";
  }
}

TEST(Pack, GivesBackNarrowNumbers) {
  std::array<std::uint32_t, kGroupSize> numbers;
  for (std::size_t i = 0; i < kGroupSize; ++i)
    numbers[i] = static_cast<std::uint32_t>(1000 + i * i);
  std::vector<std::uint8_t> column(kGroupSize * 2 + kPackingSlack);
  pack(numbers.data(), 1000, 2, column.data());
  for (std::size_t i = 0; i < kGroupSize; ++i) ASSERT_EQ(unpack_one(column.data(), 2, i), i * i);
}

TEST(Unpack, GivesAllNumbersOfUpTo32Bits) {
  for (std::uint8_t width = 0; width <= 4; ++width) {
    constexpr std::uint32_t kBase = 77;
    const std::uint64_t most = width == 0 ? 0 : ~std::uint64_t{0} >> (64 - 8 * width);
    std::array<std::uint32_t, kGroupSize> numbers;
    for (std::size_t i = 0; i < kGroupSize; ++i) {
      numbers[i] = kBase + static_cast<std::uint32_t>((i * 0x9e3779b97f4a7c15u) & most);
    }
    std::vector<std::uint8_t> column(kGroupSize * width + kPackingSlack);
    pack(numbers.data(), kBase, width, column.data());
    std::array<std::uint32_t, kGroupSize> found{};
    unpack(column.data(), width, kBase, found.data());
    EXPECT_EQ(found, numbers) << int{width};
  }
}

TEST(Pack, TakesNoRoomForZeros) {
  const std::array<std::uint64_t, kGroupSize> zeros{};
  std::uint8_t nowhere = 0;
  EXPECT_EQ(pack(zeros.data(), 0, 0, &nowhere), &nowhere);
  EXPECT_EQ(unpack_one(&nowhere, 0, 127), 0u);
}

}  // namespace
}  // namespace packetglass
