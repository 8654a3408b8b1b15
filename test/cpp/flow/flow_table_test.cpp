// Conversations: who belongs together, which way, and how much.
#include "flow/flow_table.h"

#include <gtest/gtest.h>

#include <limits>

#include "flow/community_id.h"

namespace packetglass {
namespace {

Address ipv4(std::uint8_t last) {
  const std::uint8_t bytes[] = {192, 0, 2, last};
  return Address::load(Address::Kind::kIpv4, bytes);
}

Summary udp(std::uint8_t from, std::uint16_t port, std::uint8_t to, std::uint16_t to_port) {
  Summary summary;
  summary.source = ipv4(from);
  summary.destination = ipv4(to);
  summary.transport = Transport::kUdp;
  summary.ip_protocol = 17;
  summary.source_port = port;
  summary.destination_port = to_port;
  return summary;
}

Summary tcp(std::uint8_t from, std::uint8_t to, const TcpSegment& segment) {
  Summary summary = udp(from, from == 1 ? 5000 : 80, to, to == 1 ? 5000 : 80);
  summary.transport = Transport::kTcp;
  summary.ip_protocol = 6;
  summary.tcp = segment;
  return summary;
}

PacketFlow add(FlowTable& table, const Summary& summary, FlowPacket packet = {}) {
  PacketFlow flow;
  table.add({&summary, 1}, {&packet, 1}, {&flow, 1});
  return flow;
}

TEST(FlowTable, BothDirectionsAreOneConversation) {
  FlowTable table;
  const PacketFlow there = add(table, udp(9, 40000, 1, 53), {100, 60, 1});
  const PacketFlow back = add(table, udp(1, 53, 9, 40000), {50, 200, 2});
  EXPECT_EQ(there.conversation, back.conversation);
  EXPECT_EQ(there.side, 0);
  EXPECT_EQ(back.side, 1);
  const Conversation& conversation = table[0];
  EXPECT_EQ(to_text(conversation.address(0)), "192.0.2.9");
  EXPECT_EQ(conversation.port(0), 40000);
  EXPECT_EQ(to_text(conversation.address(1)), "192.0.2.1");
  EXPECT_EQ(conversation.port(1), 53);
  EXPECT_EQ(conversation.sums[0].bytes, 60u);
  EXPECT_EQ(conversation.sums[1].bytes, 200u);
  EXPECT_EQ(conversation.first, 50);  // the earliest, not that of the first packet
  EXPECT_EQ(conversation.last, 100);
}

TEST(FlowTable, PortsProtocolAndAddressesDistinguishConversations) {
  FlowTable table;
  add(table, udp(1, 1, 2, 2));
  add(table, udp(1, 2, 2, 1));  // the ports exchanged, but not the addresses
  add(table, udp(1, 1, 3, 2));
  add(table, tcp(1, 2, {}));
  EXPECT_EQ(table.size(), 4u);
}

TEST(FlowTable, PacketsWithoutIpBelongToNone) {
  FlowTable table;
  EXPECT_EQ(add(table, Summary()).conversation, PacketFlow::kNone);
  EXPECT_EQ(table.size(), 0u);
}

TEST(FlowTable, KeepsApartMoreConversationsThanItBeganWith) {
  FlowTable table;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 20'000; ++i) {
      const auto port = static_cast<std::uint16_t>(i);
      EXPECT_EQ(add(table, udp(1, port, 2, 53), {0, 100, i}).conversation, i);
    }
  }
  EXPECT_EQ(table.size(), 20'000u);
  for (std::size_t i = 0; i < table.size(); ++i) EXPECT_EQ(table[i].sums[0].packets, 2u);
}

TEST(FlowTable, AnotherSynBeginsAnotherStream) {
  FlowTable table;
  const TcpSegment syn{.sequence = 100, .flags = TcpSegment::kSyn};
  const TcpSegment again{.sequence = 9000, .flags = TcpSegment::kSyn};
  const auto stream_of = [&](const TcpSegment& segment) {
    return table.tcp_facts(add(table, tcp(1, 2, segment)), 1)->stream;
  };
  EXPECT_EQ(stream_of(syn), 0u);
  EXPECT_EQ(stream_of(syn), 0u);  // sent again
  EXPECT_EQ(stream_of(again), 1u);
  EXPECT_EQ(table.size(), 2u);
}

TEST(FlowTable, CountsSequenceNumbersFromTheFirst) {
  FlowTable table;
  add(table, tcp(1, 2, {.sequence = ~0u, .window = 9, .flags = TcpSegment::kSyn}));
  add(table, tcp(2, 1, {.sequence = 7, .acknowledgment = 0, .window = 9, .flags = 0x12}));
  const TcpFacts facts = *table.tcp_facts(
      add(table,
          tcp(1, 2,
              {.sequence = 0, .acknowledgment = 8, .length = 5, .window = 9, .flags = 0x10})),
      3);
  EXPECT_EQ(0 - facts.first_sequence, 1u);
  EXPECT_EQ(8 - facts.first_acknowledgment, 1u);
  EXPECT_EQ(facts.flags, 0);
}

// A batch: a conversation begins, goes on and is taken over by another within it.
TEST(FlowTable, PacketsOfOneBatchSeeWhatThoseBeforeThemDid) {
  const TcpSegment syn{.sequence = 100, .flags = TcpSegment::kSyn};
  const TcpSegment again{.sequence = 9000, .flags = TcpSegment::kSyn};
  const Summary summaries[] = {tcp(1, 2, syn), udp(1, 1, 2, 2), tcp(1, 2, syn), tcp(1, 2, again),
                               udp(2, 2, 1, 1)};
  FlowPacket packets[5];
  PacketFlow flows[5];
  FlowTable table;
  table.add(summaries, packets, flows);
  const std::uint32_t expected[] = {0, 1, 0, 2, 1};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(flows[i].conversation, expected[i]) << i;
  EXPECT_EQ(table.tcp_facts(flows[3], 3 + 1)->stream, 1u);
  EXPECT_FALSE(table.tcp_facts(flows[1], 1 + 1));
  EXPECT_EQ(flows[4].side, 1);
}

// RFC 7323 allows a shift of at most 14; captures may have any, and times anywhere.
TEST(FlowTable, PacketsOfOneBatchBelongToTheConversationThatBeganInIt) {
  FlowTable table;
  const TcpSegment syn{.sequence = 100, .flags = TcpSegment::kSyn};
  const TcpSegment again{.sequence = 9000, .flags = TcpSegment::kSyn};
  const TcpSegment more{.sequence = 9001, .length = 5, .flags = TcpSegment::kAck};
  add(table, tcp(1, 2, syn));
  const Summary summaries[] = {tcp(1, 2, syn), tcp(1, 2, again), tcp(1, 2, more)};
  const FlowPacket packets[] = {{0, 60, 2}, {0, 60, 3}, {0, 70, 4}};
  PacketFlow flows[3];
  table.add(summaries, packets, flows);
  const std::uint32_t expected[] = {0, 1, 1};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(table.tcp_facts(flows[i], i + 1)->stream, expected[i]) << i;
  }
  EXPECT_EQ(flows[2].conversation, flows[1].conversation);
  EXPECT_EQ(table.tcp_facts(flows[2], 2 + 1)->first_sequence, 9000u);
  EXPECT_EQ(table[0].sums[0].bytes, 60u);
  EXPECT_EQ(table[1].sums[0].bytes, 130u);
}

TEST(FlowTable, BearsAnyShiftAndAnyTime) {
  constexpr auto kLeast = std::numeric_limits<Nanoseconds>::min();
  constexpr auto kMost = std::numeric_limits<Nanoseconds>::max();
  FlowTable table;
  const TcpSegment syn{.sequence = 1, .window = 9, .flags = TcpSegment::kSyn, .shift = 254};
  add(table, tcp(1, 2, syn), {kLeast, 60, 1});
  add(table,
      tcp(2, 1, {.sequence = 1, .acknowledgment = 2, .window = 9, .flags = 0x12, .shift = 99}),
      {kMost, 60, 2});
  for (std::uint32_t i = 3; i < 9; ++i) {
    add(table,
        tcp(1, 2, {.sequence = 2, .acknowledgment = 2, .length = 9, .window = 1, .flags = 16}),
        {i % 2 == 0 ? kLeast : kMost, 60, i});
  }
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table[0].sums[0].packets, 7u);
}

// The examples that the specification publishes.
TEST(CommunityId, IsThatOfTheSpecification) {
  Summary tcp_packet = udp(0, 34855, 0, 80);
  tcp_packet.ip_protocol = 6;
  const std::uint8_t from[] = {128, 232, 110, 120}, to[] = {66, 35, 250, 204};
  tcp_packet.source = Address::load(Address::Kind::kIpv4, from);
  tcp_packet.destination = Address::load(Address::Kind::kIpv4, to);
  EXPECT_EQ(community_id(tcp_packet), "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
  EXPECT_EQ(community_id(tcp_packet, 1), "1:3V71V58M3Ksw/yuFALMcW0LAHvc=");
  std::swap(tcp_packet.source, tcp_packet.destination);
  std::swap(tcp_packet.source_port, tcp_packet.destination_port);
  EXPECT_EQ(community_id(tcp_packet), "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
  EXPECT_EQ(community_id(Summary()), std::nullopt);
  // Nor without both ends: a link may say the sender alone.
  Summary sender, receiver;
  sender.source = receiver.destination = tcp_packet.source;
  EXPECT_EQ(community_id(sender), std::nullopt);
  EXPECT_EQ(community_id(receiver), std::nullopt);
}

}  // namespace
}  // namespace packetglass
