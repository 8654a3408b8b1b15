// Pairs of addresses on the link, and what is counted of them there.
#include "flow/link_table.h"

#include <gtest/gtest.h>

#include "flow/flow_table.h"

namespace packetglass {
namespace {

constexpr auto kEthernet = LinkPair::Kind::kEthernet;

TEST(LinkTable, KnowsAPairFromBothItsEnds) {
  LinkTable links;
  const LinkTable::Way there = links.way_of({7, 3, kEthernet});
  const LinkTable::Way back = links.way_of({3, 7, kEthernet});
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(LinkTable::number_of(there), LinkTable::number_of(back));
  EXPECT_TRUE(LinkTable::is_turned(there));
  EXPECT_FALSE(LinkTable::is_turned(back));
  EXPECT_TRUE(links.is(there, 0, {7, 3, kEthernet}));
  EXPECT_TRUE(links.is(there, 1, {3, 7, kEthernet}));
  EXPECT_FALSE(links.is(there, 0, {3, 7, kEthernet}));
  EXPECT_FALSE(links.is(there, 0, {7, 4, kEthernet}));
  EXPECT_FALSE(links.is(there, 0, {7, 3, LinkPair::Kind::kWireless}));
  EXPECT_FALSE(links.is(there, 0, {}));
  EXPECT_TRUE(links.is(LinkTable::kNoWay, 0, {}));
}

TEST(LinkTable, DistinguishesKinds) {
  LinkTable links;
  links.add({1, 2, kEthernet}, {.original_length = 60});
  links.add({1, 2, LinkPair::Kind::kWireless}, {.original_length = 70});
  links.add({}, {.original_length = 80});
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links.kind(1), LinkPair::Kind::kWireless);
  EXPECT_EQ(links[1].sums[0].bytes, 70u);
}

// Between programs of one host: both directions of a conversation are one of the link.
TEST(LinkTable, HasNoWayFromAnAddressToItself) {
  LinkTable links;
  EXPECT_EQ(links.way_of({0, 0, kEthernet}), LinkTable::kNoWay);
  for (int i = 0; i < 3; ++i) links.add({0, 0, kEthernet}, {.original_length = 60});
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].sums[0].packets, 3u);
}

// Conversations remember 15 bits of a pair's number.
TEST(LinkTable, CountsItselfWhereThereAreTooManyPairs) {
  constexpr std::uint32_t kPairs = 40'000;
  FlowTable flows;
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    Summary summary;
    const std::uint8_t host[] = {10, 0, static_cast<std::uint8_t>(i >> 8),
                                 static_cast<std::uint8_t>(i)};
    summary.source = summary.destination = Address::load(Address::Kind::kIpv4, host);
    summary.link = {i, kPairs, kEthernet};
    PacketFlow flow;
    const FlowPacket packet{.original_length = 60};
    for (int again = 0; again < 2; ++again) flows.add({&summary, 1}, {&packet, 1}, {&flow, 1});
  }
  const LinkTable& links = flows.links();
  ASSERT_EQ(links.size(), kPairs);
  EXPECT_NE(flows[0].link, LinkTable::kNoWay);
  EXPECT_TRUE(links[0].empty());
  EXPECT_EQ(flows[kPairs - 1].link, LinkTable::kNoWay);
  EXPECT_EQ(links[kPairs - 1].sums[0].packets, 2u);
  EXPECT_EQ(links.left_out().first_beyond_limit(), 0u);
}

}  // namespace
}  // namespace packetglass
