// The order of records when packets are in the order of time.
#include "edit/order/time_order.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/pcapng_bytes.h"
#include "support/read_all.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::operator+;

const test::PcapngBytes kMake(ByteOrder::kLittle);

// Writes the records of a capture by their entries.
ByteVector ordered(const ByteVector& capture, std::uint64_t& out_of_order) {
  std::vector<OrderEntry> entries;
  TimeOrder order(
      [&](const OrderEntry& entry) {
        entries.push_back(entry);
        return true;
      },
      [](const Issue&) {});
  test::read_all(capture, order);
  out_of_order = order.out_of_order();
  std::sort(entries.begin(), entries.end());
  ByteVector out;
  for (const OrderEntry& entry : entries) {
    const auto at = capture.begin() + static_cast<std::ptrdiff_t>(entry.offset);
    out.insert(out.end(), at, at + entry.size);
  }
  return out;
}

TEST(TimeOrder, PutsDescriptionsFirstAndStatisticsLast) {
  const auto one = kMake.enhanced({5, "five"}), two = kMake.enhanced({3, "three"});
  const auto custom = kMake.block(0x80000001, kMake.u32(7));
  const auto names = kMake.block(4, kMake.u32(0));
  const auto statistics = kMake.block(5, kMake.u32(0) + kMake.u64(0));
  const auto simple = kMake.simple("no time");
  const auto begin = kMake.section() + kMake.interface();
  std::uint64_t count = 0;
  EXPECT_EQ(ordered(begin + one + simple + statistics + custom + two + names, count),
            begin + names + two + one + simple + custom + statistics);
  EXPECT_EQ(count, 1u);
}

TEST(TimeOrder, LeavesWhatIsInOrderAndEqualTimesAsTheyStand) {
  const auto capture = test::pcap_bytes({}, {{1, 5, "a"}, {1, 5, "b"}, {1, 5, "c"}, {2, 0, "d"}});
  std::uint64_t count = 9;
  EXPECT_EQ(ordered(capture, count), capture);
  EXPECT_EQ(count, 0u);
}

TEST(TimeOrder, CountsPacketsThatAreEarlierThanTheOneBefore) {
  std::uint64_t count = 0;
  ordered(test::pcap_bytes({}, {{3, 0, "a"}, {1, 0, "b"}, {2, 0, "c"}, {1, 0, "d"}}), count);
  EXPECT_EQ(count, 2u);
}

}  // namespace
}  // namespace packetglass
