// Packets that are read along with conversations: in proportion to the fragments, whatever they
// are.
#include "inspect/fragments_of.h"

#include <gtest/gtest.h>

#include "support/traffic.h"

namespace packetglass {
namespace {

using test::TestTraffic;

// Datagrams of two fragments, each of a conversation of its own.
std::vector<TestTraffic> datagrams(std::size_t count) {
  std::vector<TestTraffic> packets;
  for (std::size_t i = 0; i < count; ++i) {
    const auto port = static_cast<std::uint16_t>(1 + i);
    packets.push_back({.port = port, .fragment = 0x2000});
    packets.push_back({.fragment = 0x0002});
  }
  return packets;
}

TEST(FragmentsOf, AreThePacketsThatAreNotThoseOfTheConversation) {
  test::SummaryCollector collector;
  test::summarise_capture(test::capture_of(datagrams(3)), collector);
  const FragmentsOf all(collector.summary);
  for (std::uint32_t index = 1; index < 6; index += 2) {
    const auto found = all.conversation(collector.summary.columns()[index].conversation);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0], index - 1);
  }
  EXPECT_TRUE(all.conversation(77).empty());
}

TEST(FragmentsOf, TakeAStepForEachFragmentHoweverManyConversationsThereAre) {
  for (const std::size_t count : {500u, 5000u, 50000u}) {
    test::SummaryCollector collector;
    test::summarise_capture(test::capture_of(datagrams(count)), collector);
    const FragmentsOf all(collector.summary);
    EXPECT_EQ(all.steps(), count);
    for (std::uint32_t index = 1; index < 2 * count; index += 2) {
      const auto found = all.conversation(collector.summary.columns()[index].conversation);
      ASSERT_EQ(found.size(), 1u) << index;
    }
  }
}

}  // namespace
}  // namespace packetglass
