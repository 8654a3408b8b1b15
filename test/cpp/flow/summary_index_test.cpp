// The summary of captures that have more of something than is kept: it is said, and sums are true.
#include "flow/summary_index.h"

#include <gtest/gtest.h>

#include "flow/conversation_list.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using test::SummaryCollector;
using test::TestTraffic;

constexpr std::size_t kAny = 1000;
constexpr std::uint64_t kHeader = 24, kRecordHeader = 16;

// Where the packets of test::capture_of begin, all of the same size.
std::uint64_t offset_of(std::uint64_t number) {
  return kHeader + number * kRecordHeader + (number - 1) * test::packet_of({}).size();
}

std::uint64_t packets_of(const ConversationList& list) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < list.size(); ++i) sum += list[i].packets();
  return sum;
}

std::vector<TestTraffic> three_times(std::uint16_t ports) {
  std::vector<TestTraffic> packets;
  for (int round = 0; round < 3; ++round) {
    for (std::uint16_t port = 1; port <= ports; ++port) packets.push_back({.port = port});
  }
  return packets;
}

TEST(SummaryIndex, SaysFromWhichPacketOnThereAreTooManyConversations) {
  SummaryCollector collector(4, kAny);
  test::summarise_capture(test::capture_of(three_times(6)), collector);
  ASSERT_EQ(collector.issues.size(), 1u);
  const Issue& issue = collector.issues[0];
  EXPECT_EQ(issue.kind, IssueKind::kTooManyConversations);
  EXPECT_EQ(issue.packet, 5u);
  EXPECT_EQ(issue.offset, offset_of(5));
  EXPECT_EQ(issue.expected, 4u);
}

TEST(SummaryIndex, KeepsSumsTrueBeyondTheLimit) {
  SummaryCollector collector(4, kAny);
  test::summarise_capture(test::capture_of(three_times(6)), collector);
  const SummaryIndex& summary = collector.summary;
  const ConversationList udp(summary, *find_list_layer("udp"));
  EXPECT_EQ(udp.size(), 4u);
  EXPECT_EQ(packets_of(udp), 12u);  // also those behind the first that was left out
  EXPECT_FALSE(udp.full());         // which is said of memory
  EXPECT_EQ(packets_of(ConversationList(summary, *find_list_layer("ethernet"))), 18u);
  EXPECT_EQ(summary.hierarchy().whole().packets, 18u);
  ASSERT_EQ(summary.columns().size(), 18u);
  for (std::uint64_t i = 0; i < 18; ++i) {
    const bool left_out = i % 6 >= 4;
    EXPECT_EQ(summary.columns()[i].conversation, left_out ? PacketFlow::kNone : i % 6) << i;
    EXPECT_STREQ(summary.columns().kinds()[summary.columns()[i].kind].protocol, "UDP");
  }
}

TEST(SummaryIndex, ReadsGroupsOfColumnsAsItReadsRows) {
  SummaryCollector collector(40, kAny);
  test::summarise_capture(test::capture_of(three_times(50)), collector);
  const SummaryColumns& columns = collector.summary.columns();
  ASSERT_EQ(columns.size(), 150u);  // a group that is packed and one that is open
  SummaryGroup group{};
  for (std::uint64_t i = 0; i < columns.size(); ++i) {
    if (i >= group.first + group.count) columns.read_group(i, group);
    const SummaryRow row = columns[i], found = group[static_cast<std::size_t>(i - group.first)];
    EXPECT_EQ(found.conversation, row.conversation) << i;
    EXPECT_EQ(found.side, row.side) << i;
    EXPECT_EQ(found.kind, row.kind) << i;
  }
}

TEST(SummaryIndex, SaysNothingWhereThereAreJustAsManyAsAreKept) {
  SummaryCollector collector(6, 1);
  test::summarise_capture(test::capture_of(three_times(6)), collector);
  EXPECT_TRUE(collector.issues.empty());
  EXPECT_EQ(collector.summary.flows().size(), 6u);
}

// The limit is reached in the third batch of packets.
TEST(SummaryIndex, KnowsThePacketInAnyBatch) {
  SummaryCollector collector(299, kAny);
  test::summarise_capture(test::capture_of(three_times(400)), collector);
  ASSERT_EQ(collector.issues.size(), 1u);
  EXPECT_EQ(collector.issues[0].packet, 300u);
  EXPECT_EQ(collector.issues[0].offset, offset_of(300));
}

TEST(SummaryIndex, SaysFromWhichPacketOnThereAreTooManyPairsOnTheLink) {
  std::vector<TestTraffic> packets;
  for (int round = 0; round < 3; ++round) {
    for (std::uint8_t host = 1; host <= 6; ++host) packets.push_back({.from = host, .to = 9});
  }
  SummaryCollector collector(kAny, 2);
  test::summarise_capture(test::capture_of(packets), collector);
  ASSERT_EQ(collector.issues.size(), 1u);
  EXPECT_EQ(collector.issues[0].kind, IssueKind::kTooManyLinkPairs);
  EXPECT_EQ(collector.issues[0].packet, 3u);
  EXPECT_EQ(collector.issues[0].offset, offset_of(3));
  const SummaryIndex& summary = collector.summary;
  EXPECT_EQ(packets_of(ConversationList(summary, *find_list_layer("ethernet"))), 6u);
  EXPECT_EQ(packets_of(ConversationList(summary, *find_list_layer("udp"))), 18u);
}

// IPv4 and IPv6 inside one another, outermost first, as the bits of a number say.
std::string nested(std::uint32_t bits) {
  constexpr int kDeep = 14;
  std::string out;
  for (int i = kDeep - 1; i >= 0; --i) {
    const char next = i == kDeep - 1 ? 59 : (bits >> (i + 1) & 1) != 0 ? 41 : 4;
    std::string header;
    if ((bits >> i & 1) != 0) {
      header = std::string("\x60\0\0\0", 4);
      test::put16(header, out.size());
      header += next + std::string("\x40") + std::string(31, '\0') + '\1';
    } else {
      header = std::string("\x45\0", 2);
      test::put16(header, 20 + out.size());
      header += std::string(4, '\0') + '\x40' + next + std::string(10, '\x7f');
    }
    out.insert(0, header);
  }
  return out;
}

TEST(SummaryIndex, SaysFromWhichPacketOnThereAreTooManyWaysOfLayers) {
  constexpr std::uint32_t kPackets = 1 << 14;
  std::vector<std::string> packets;
  for (std::uint32_t i = 0; i < kPackets; ++i) packets.push_back(nested(i));
  SummaryCollector collector;
  test::summarise_capture(test::raw_capture_of(packets), collector);
  ASSERT_EQ(collector.issues.size(), 1u);
  const Issue issue = collector.issues[0];
  EXPECT_EQ(issue.kind, IssueKind::kTooManyLayerPaths);
  EXPECT_EQ(issue.expected, LayerPaths::kMost);
  EXPECT_EQ(collector.summary.hierarchy().whole().packets, kPackets);
  ASSERT_GT(issue.packet, 1u);
  std::uint64_t offset = kHeader + kRecordHeader;
  for (std::uint64_t i = 0; i + 1 < issue.packet; ++i) offset += packets[i].size() + kRecordHeader;
  EXPECT_EQ(issue.offset, offset);
  packets.resize(issue.packet - 1);
  SummaryCollector fewer;
  test::summarise_capture(test::raw_capture_of(packets), fewer);
  EXPECT_TRUE(fewer.issues.empty());
}

}  // namespace
}  // namespace packetglass
