// Packet numbers as people write them.
#include "native/chosen/packet_ranges.h"

#include <gtest/gtest.h>

namespace packetglass::native {
namespace {

// Those from 1 to 40 that are in the ranges; what is wrong with the text.
std::string numbers_in(const std::string& text) {
  PacketRanges ranges;
  const std::string wrong = ranges.take(text);
  if (!wrong.empty()) return wrong;
  std::string numbers;
  for (std::uint64_t number = 1; number <= 40; ++number) {
    if (ranges.has(number)) numbers += std::to_string(number) + " ";
  }
  return numbers;
}

TEST(PacketRanges, AreNumbersAndRangesInAnyOrder) {
  EXPECT_EQ(numbers_in("7"), "7 ");
  EXPECT_EQ(numbers_in("3,10-12,7"), "3 7 10 11 12 ");
  EXPECT_EQ(numbers_in("38-,-2,20"), "1 2 20 38 39 40 ");
  EXPECT_EQ(numbers_in("5-9,1-6,8-8"), "1 2 3 4 5 6 7 8 9 ");
  EXPECT_EQ(numbers_in("41-18446744073709551615"), "");
}

TEST(PacketRanges, KnowTheLastNumber) {
  PacketRanges ranges;
  EXPECT_EQ(ranges.last(), ~std::uint64_t{0});
  EXPECT_EQ(ranges.take("20,1-10"), "");
  EXPECT_EQ(ranges.last(), 20u);
  EXPECT_EQ(ranges.take("30-"), "");
  EXPECT_EQ(ranges.last(), ~std::uint64_t{0});
}

TEST(PacketRanges, SayWhatIsWrong) {
  EXPECT_EQ(numbers_in("0-5"), "\"0-5\": packets are numbered from 1");
  EXPECT_EQ(numbers_in("20-10"), "\"20-10\" ends before it begins");
  const std::string form = " is no range of packet numbers: 7, 10-20, 30- or -5";
  for (const std::string wrong :
       {"x", "-", "1-2-3", "1..2", " 1", "1 ", "18446744073709551616", "-0x1", "--1"}) {
    EXPECT_EQ(numbers_in(wrong), "\"" + wrong + "\"" + form);
  }
  EXPECT_EQ(numbers_in(""), "\"\"" + form);
  EXPECT_EQ(numbers_in("1,,2"), "\"\"" + form);
  EXPECT_EQ(numbers_in("1,"), "\"\"" + form);
}

}  // namespace
}  // namespace packetglass::native
