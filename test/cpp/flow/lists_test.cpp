// Conversations, endpoints and the hierarchy of a small network.
#include <map>
#include <random>

#include "flow/describe_lists.h"
#include "flow/endpoint_list.h"
#include "support/description_text.h"
#include "support/hash_key.h"
#include "support/packets.h"
#include "support/read_all.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using test::TestTraffic;

class Lists : public testing::Test {
 protected:
  void read(const std::vector<TestTraffic>& packets) {
    test::summarise_capture(test::capture_of(packets), collector_);
  }
  ConversationList conversations(const char* layer) const {
    return ConversationList(summary(), *find_list_layer(layer));
  }
  EndpointList endpoints(const char* layer) const { return EndpointList(conversations(layer)); }
  const SummaryIndex& summary() const { return collector_.summary; }

 private:
  test::SummaryCollector collector_;
};

TEST_F(Lists, SumConversationsOfIpOverPortsAndProtocols) {
  read({{.from = 2, .to = 1},
        {.from = 1, .to = 2, .port = 7},
        {.from = 2, .to = 1, .protocol = 50}});
  EXPECT_EQ(conversations("udp").size(), 2u);
  const ConversationList list = conversations("ip");
  ASSERT_EQ(list.size(), 1u);
  const ListedConversation row = list[0];
  EXPECT_EQ(to_text(row.address[0]), "192.0.2.2");  // it sent the first packet
  EXPECT_EQ(to_text(row.address[1]), "192.0.2.1");
  EXPECT_EQ(row.sums[0].packets, 2u);
  EXPECT_EQ(row.sums[0].bytes, 100u);
  EXPECT_EQ(row.sums[1].packets, 1u);
  EXPECT_EQ(row.first, 100'000'000'000);
  EXPECT_EQ(row.duration(), 2'000'000'000u);
  EXPECT_DOUBLE_EQ(*row.rate(0), 400.0);
}

TEST_F(Lists, HaveNoRateWhereNoTimeWentBy) {
  read({{}});
  EXPECT_FALSE(conversations("udp")[0].rate(0).has_value());
}

TEST_F(Lists, HaveNoTimesWhereNoPacketHas) {
  const std::string packet = test::packet_of({});
  PacketBatch batch;
  batch.count = 1;
  batch.ticks[0] = 0;
  batch.captured_length[0] = batch.original_length[0] = static_cast<std::uint32_t>(packet.size());
  batch.interface[0] = 0;
  batch.kind[0] = RecordKind::kSimple;
  batch.offset[0] = 0;
  batch.window = test::bytes_of(packet);
  Interface ethernet;
  ethernet.link_type = kLinkTypeEthernet;
  SummaryIndex index;
  index.add(batch, {&ethernet, 1});
  for (const char* layer : {"ethernet", "ip", "udp"}) {
    const ConversationList list(index, *find_list_layer(layer));
    ASSERT_EQ(list.size(), 1u);
    EXPECT_FALSE(list[0].has_time);
    EXPECT_EQ(list[0].duration(), 0u);
  }
}

TEST_F(Lists, CountFragmentsForIpButNotForTheirTransport) {
  read({{}, {.fragment = 0x0010}});
  EXPECT_EQ(conversations("udp").size(), 1u);
  EXPECT_EQ(conversations("udp")[0].packets(), 1u);
  EXPECT_EQ(conversations("ip")[0].packets(), 2u);
}

TEST_F(Lists, KnowTheOutermostEthernet) {
  read({{.from = 9, .to = 3}, {.from = 3, .to = 9}});
  const ConversationList list = conversations("ethernet");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(to_text(list[0].address[0]), "02:00:00:00:00:09");
  EXPECT_EQ(to_text(list[0].address[1]), "02:00:00:00:00:03");
  EXPECT_EQ(list[0].sums[0].packets, 1u);
  EXPECT_EQ(list[0].sums[1].packets, 1u);
  EXPECT_EQ(conversations("wlan").size(), 0u);
}

// What each packet adds, one by one.
struct LinkSums {
  std::uint8_t first_sender;
  std::uint64_t packets[2] = {}, bytes[2] = {};
  Nanoseconds first, last;
};

std::vector<LinkSums> link_sums_of(const std::vector<TestTraffic>& packets) {
  std::vector<LinkSums> sums;
  std::map<std::pair<std::uint8_t, std::uint8_t>, std::size_t> rows;
  Nanoseconds time = 100 * kNanosecondsPerSecond;
  for (const TestTraffic& packet : packets) {
    const auto [row, added] =
        rows.try_emplace(std::minmax<std::uint8_t>(packet.by, packet.through), sums.size());
    if (added) sums.push_back({packet.by, {}, {}, time, time});
    LinkSums& link = sums[row->second];
    const unsigned side = packet.by == link.first_sender ? 0 : 1;
    ++link.packets[side];
    link.bytes[side] += test::packet_of(packet).size();
    link.last = time;
    time += kNanosecondsPerSecond;
  }
  return sums;
}

// Most conversations keep to two stations, as the table expects; some leave them, or turn round.
TEST_F(Lists, SumLinksWhateverWayConversationsTake) {
  std::mt19937 dice(7);
  std::vector<TestTraffic> packets;
  for (int i = 0; i < 3000; ++i) {
    const auto host = static_cast<std::uint8_t>(1 + dice() % 20);
    const bool back = dice() % 2 != 0, leaves = host > 16 && dice() % 20 == 0;
    const auto near = static_cast<std::uint8_t>(leaves ? 1 + dice() % 6 : 1 + host % 6);
    TestTraffic packet{.from = host, .to = 30, .payload = dice() % 50, .by = near, .through = 9};
    if (back) {
      packet = {.from = 30, .to = host, .port = 9, .to_port = 40000, .by = 9, .through = near};
    }
    if (host == 16 && dice() % 30 == 0) std::swap(packet.by, packet.through);
    packets.push_back(packet);
  }
  read(packets);
  const std::vector<LinkSums> expected = link_sums_of(packets);
  const ConversationList list = conversations("ethernet");
  ASSERT_EQ(list.size(), expected.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(list[i].address[0].bytes[5], expected[i].first_sender) << i;
    for (unsigned side = 0; side < 2; ++side) {
      EXPECT_EQ(list[i].sums[side].packets, expected[i].packets[side]) << i;
      EXPECT_EQ(list[i].sums[side].bytes, expected[i].bytes[side]) << i;
    }
    EXPECT_EQ(list[i].first, expected[i].first) << i;
    EXPECT_EQ(list[i].last, expected[i].last) << i;
  }
}

TEST_F(Lists, AreSortedByWhatIsLargest) {
  read({{.port = 1}, {.port = 2, .payload = 500}, {.port = 3}, {.port = 3}});
  ConversationList list = conversations("udp");
  const auto ports = [&] { return std::array{list[0].port[0], list[1].port[0], list[2].port[0]}; };
  EXPECT_EQ(ports(), (std::array<std::uint16_t, 3>{1, 2, 3}));
  list.sort(SortBy::kBytes);
  EXPECT_EQ(ports(), (std::array<std::uint16_t, 3>{2, 3, 1}));
  list.sort(SortBy::kPackets);
  EXPECT_EQ(ports(), (std::array<std::uint16_t, 3>{3, 1, 2}));
  list.sort(SortBy::kFirst);
  EXPECT_EQ(ports(), (std::array<std::uint16_t, 3>{1, 2, 3}));
}

TEST_F(Lists, SumEndpointsOfAllTheirConversations) {
  read({{.from = 1, .to = 2}, {.from = 1, .to = 3}, {.from = 3, .to = 1}});
  const EndpointList list = endpoints("ip");
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(to_text(list[0].address), "192.0.2.1");
  EXPECT_EQ(list[0].sent.packets, 2u);
  EXPECT_EQ(list[0].received.packets, 1u);
  EXPECT_EQ(list[0].conversations, 2u);
  EXPECT_EQ(endpoints("udp").size(), 5u);  // each with its port
}

TEST_F(Lists, CountTwiceWhatAnEndpointSendsToItself) {
  read({{.from = 1, .to = 1, .port = 9}});
  const EndpointList list = endpoints("udp");
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].packets(), 2u);
  EXPECT_EQ(list[0].conversations, 1u);
}

TEST_F(Lists, HaveTheHierarchyWithTheMostBytesFirst) {
  read({{.to_port = 9}, {.payload = 100}, {.payload = 200, .protocol = 253}});
  std::string text;
  for (const HierarchyRow& row : summary().hierarchy().rows()) {
    text += std::string(row.depth, '.') + std::string(row.layer->name) + " " +
            std::to_string(row.sums.packets) + " " + std::to_string(row.sums.bytes) + "\n";
  }
  EXPECT_EQ(text, "eth 3 434\n.ip 3 434\n..data 1 242\n..udp 2 192\n...data 2 192\n");
  EXPECT_EQ(summary().hierarchy().whole().packets, 3u);
}

TEST_F(Lists, AreDescribedByRanges) {
  read({{.port = 1}, {.port = 2}, {.port = 3}});
  Description out;
  put_conversations(out, conversations("udp"), 1, 2);
  EXPECT_EQ(test::DescriptionText(out).value(),
            "[{addressA: \"192.0.2.1\", addressB: \"192.0.2.2\", portA: 2, portB: 9, "
            "conversation: 1, stream: 1, "
            "communityId: \"1:FXh2S3gRruUFdxF0nQhOGDdYNoU=\", packetsAB: 1, packetsBA: 0, "
            "bytesAB: 50, bytesBA: 0, "
            "first: 101000000000n, last: 101000000000n, duration: 0n}]");
  out.clear();
  put_conversations(out, conversations("udp"), 3, 9);
  EXPECT_EQ(test::DescriptionText(out).value(), "[]");
  out.clear();
  put_endpoints(out, endpoints("ip"), 0, 1);
  EXPECT_EQ(test::DescriptionText(out).value(),
            "[{address: \"192.0.2.1\", packets: 3, bytes: 150, sentPackets: 3, sentBytes: 150, "
            "receivedPackets: 0, receivedBytes: 0, conversations: 1}]");
  out.clear();
  put_hierarchy(out, summary().hierarchy().rows());
  EXPECT_EQ(test::DescriptionText(out).value().substr(0, 72),
            "[{name: \"eth\", title: \"Ethernet\", depth: 0, packets: 3, bytes: 150}, {na");
}

// Every packet belongs to one row of each: the sums are those of the packets.
void expect_whole(const SummaryIndex& summary, std::size_t packets) {
  std::size_t with_flow = 0, listed = 0, at_root = 0;
  for (std::uint64_t i = 0; i < packets; ++i) {
    with_flow += summary.columns()[i].conversation != PacketFlow::kNone;
  }
  const ConversationList list(summary, *find_list_layer("ip"));
  for (std::size_t i = 0; i < list.size(); ++i) listed += list[i].packets();
  for (const HierarchyRow& row : summary.hierarchy().rows()) {
    if (row.depth == 0) at_root += row.sums.packets;
  }
  EXPECT_EQ(listed, with_flow);
  EXPECT_LE(at_root, packets);
  EXPECT_EQ(summary.hierarchy().whole().packets, packets);
}

TEST(ListsOfCaptures, LoseNoPacket) {
  for (const std::string& name : test::dissected_captures()) {
    const std::string text = test::read_file(test::dissected_capture(name));
    test::SummaryCollector collector;
    test::summarise_capture({text.begin(), text.end()}, collector);
    expect_whole(collector.summary, collector.summary.columns().size());
  }
}

// All that lists say of a capture.
std::string lists_of(const test::ByteVector& bytes) {
  test::SummaryCollector collector;
  test::summarise_capture(bytes, collector);
  Description out;
  out.begin_array();
  for (const ListLayer& layer : list_layers()) {
    const ConversationList list(collector.summary, layer);
    put_conversations(out, list, 0, list.size());
    const EndpointList ends(list);
    put_endpoints(out, ends, 0, ends.size());
  }
  put_hierarchy(out, collector.summary.hierarchy().rows());
  for (std::uint64_t i = 0; i < collector.summary.columns().size(); ++i) {
    const SummaryRow row = collector.summary.columns()[i];
    out.number(row.conversation);
    out.number(std::uint32_t{collector.summary.columns().kinds().protocol_of(row.kind)});
  }
  out.end();
  return test::DescriptionText(out).value();
}

TEST(ListsOfCaptures, AreTheSameUnderAnyHashKey) {
  for (const std::string& name : test::dissected_captures()) {
    const std::string text = test::read_file(test::dissected_capture(name));
    const test::ByteVector bytes(text.begin(), text.end());
    const std::string expected = lists_of(bytes);
    for (std::uint32_t key = 1; key < 5; ++key) {
      const test::HashKey set(key);
      EXPECT_EQ(lists_of(bytes), expected) << name;
    }
  }
}

// More conversations than the captures have, between more hosts.
TEST(ListsOfCaptures, AreTheSameUnderAnyHashKeyHoweverLongTheyAre) {
  std::mt19937_64 dice(11);
  std::vector<std::string> packets;
  for (int i = 0; i < 20'000; ++i) {
    packets.push_back(test::ipv6_packet({1, dice() % 300}, {1, dice() % 300}));
  }
  const test::ByteVector bytes = test::raw_capture_of(packets);
  const std::string expected = lists_of(bytes);
  for (std::uint32_t key = 1; key < 5; ++key) {
    const test::HashKey set(key);
    EXPECT_TRUE(lists_of(bytes) == expected) << key;
  }
}

TEST(ListsOfCaptures, TakeAnyBytes) {
  std::mt19937 dice(5);
  for (const std::string& name : test::dissected_captures()) {
    const std::string text = test::read_file(test::dissected_capture(name));
    test::ByteVector bytes(text.begin(), text.end());
    for (std::size_t at = 200; at < bytes.size(); at += 1 + dice() % 61) {
      bytes[at] = static_cast<std::uint8_t>(dice());
    }
    test::SummaryCollector collector;
    test::read_all(bytes, collector);
    for (const ListLayer& layer : list_layers()) {
      const ConversationList list(collector.summary, layer);
      const EndpointList ends(list);
      EXPECT_LE(ends.size(), 2 * list.size());
      EXPECT_FALSE(ends.full());
    }
    expect_whole(collector.summary, collector.summary.columns().size());
  }
}

}  // namespace
}  // namespace packetglass
