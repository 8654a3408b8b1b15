#include "index/statistics.h"

#include <gtest/gtest.h>

#include "support/feed.h"

namespace packetglass {
namespace {

using test::PcapHeader;
using test::PcapRecord;

Statistics statistics_of(const std::vector<PcapRecord>& records) {
  const auto capture = test::feed(test::pcap_bytes(PcapHeader{}, records));
  return statistics(capture->index().packets);
}

TEST(Statistics, OfNoPacketsAreZero) {
  const Statistics sums = statistics_of({});
  EXPECT_EQ(sums.packets, 0u);
  EXPECT_EQ(sums.captured_bytes, 0u);
  EXPECT_TRUE(sums.in_time_order);
}

TEST(Statistics, SumLengthsAndFindTheEarliestAndLatestTime) {
  const Statistics sums = statistics_of({{20, 5, "four", {}, 100}, {10, 7, "three"}, {30, 1, ""}});
  EXPECT_EQ(sums.packets, 3u);
  EXPECT_EQ(sums.captured_bytes, 9u);
  EXPECT_EQ(sums.original_bytes, 105u);
  EXPECT_EQ(sums.earliest, 10'000'007'000);
  EXPECT_EQ(sums.latest, 30'000'001'000);
  EXPECT_FALSE(sums.in_time_order);
}

TEST(Statistics, TakeEqualTimesAsInOrder) {
  EXPECT_TRUE(statistics_of({{1, 1, "a"}, {1, 1, "b"}}).in_time_order);
}

}  // namespace
}  // namespace packetglass
