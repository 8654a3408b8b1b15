// Rows of conversations: small, and nothing is lost.
#include "flow/conversation_row.h"

#include <gtest/gtest.h>

#include <limits>

namespace packetglass {
namespace {

Summary summary_of(Address::Kind kind, bool back) {
  const std::uint8_t near[16] = {0x20, 1, 0xd, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  const std::uint8_t far[16] = {0x20, 1, 0xd, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13};
  Summary summary;
  summary.source =
      Address::load(kind, (back ? far : near) + (kind == Address::Kind::kIpv4 ? 12 : 0));
  summary.destination =
      Address::load(kind, (back ? near : far) + (kind == Address::Kind::kIpv4 ? 12 : 0));
  summary.source_port = back ? 65535 : 40000;
  summary.destination_port = back ? 40000 : 65535;
  summary.ip_protocol = 17;
  summary.transport = Transport::kUdp;
  return summary;
}

ConversationRow row_of(const KeyedPacket& keyed) {
  ConversationRow row{};
  row.addresses = keyed.addresses[0];
  row.rest = keyed.rest;
  return row;
}

TEST(ConversationRow, GivesBackWhatThePacketSaid) {
  for (const Address::Kind kind : {Address::Kind::kIpv4, Address::Kind::kIpv6}) {
    for (const bool back : {false, true}) {
      const Summary summary = summary_of(kind, back);
      KeyedPacket keyed;
      key_packet(summary, keyed);
      const Conversation all = row_of(keyed).conversation(&keyed.addresses);
      EXPECT_EQ(all.address(0), summary.source);
      EXPECT_EQ(all.address(1), summary.destination);
      EXPECT_EQ(all.port(0), summary.source_port);
      EXPECT_EQ(all.port(1), summary.destination_port);
      EXPECT_EQ(all.key.protocol, 17);
      EXPECT_EQ(all.key.transport, Transport::kUdp);
    }
  }
}

TEST(ConversationRow, BothDirectionsHaveOneKey) {
  for (const Address::Kind kind : {Address::Kind::kIpv4, Address::Kind::kIpv6}) {
    KeyedPacket there, back;
    key_packet(summary_of(kind, false), there);
    key_packet(summary_of(kind, true), back);
    EXPECT_EQ(there.addresses[0], back.addresses[0]);
    EXPECT_TRUE(there.rest.same_key(back.rest));
    EXPECT_FALSE(there.rest.same_way(back.rest));
  }
}

TEST(ConversationRow, CountsBeyond32Bits) {
  ConversationRow row{};
  row.packets[1] = std::numeric_limits<std::uint32_t>::max();
  row.more_packets[1] = 6;
  row.bytes[1] = std::uint64_t{1} << 40;
  row.count(1, std::numeric_limits<std::uint32_t>::max());
  const Conversation all = row.conversation(nullptr);
  EXPECT_EQ(all.sums[1].packets, std::uint64_t{7} << 32);
  EXPECT_EQ(all.sums[1].bytes, (std::uint64_t{1} << 40) + 0xffffffff);
  EXPECT_EQ(all.sums[0].packets, 0u);
}

TEST(ConversationRow, KeepsTimesFromAnywhere) {
  constexpr auto kLeast = std::numeric_limits<Nanoseconds>::min();
  constexpr auto kMost = std::numeric_limits<Nanoseconds>::max();
  ConversationRow row{};
  row.first = kMost;
  row.last = kLeast;
  row.reach(kMost);
  row.reach(kLeast);
  EXPECT_EQ(row.conversation(nullptr).first, kLeast);
  EXPECT_EQ(row.conversation(nullptr).last, kMost);
}

}  // namespace
}  // namespace packetglass
