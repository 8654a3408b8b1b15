// What was found in a packet, described.
#include "dissect/describe_packet.h"

#include "support/description_text.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using test::TestPacket;

struct Described {
  std::string columns, fields;
};

Described describe(const TestPacket& packet, Bytes bytes) {
  Tree tree(bytes);
  std::string info;
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.tree = &tree;
  dissection.wanted.info = &info;
  dissect(bytes, packet.original_length, packet.link_type, dissection);
  Description columns, fields;
  put_columns(columns, dissection);
  put_fields(fields, tree);
  return {test::text_of(columns), test::text_of(fields)};
}

TEST(DescribePacket, HasTheColumns) {
  const TestPacket packet = test::packets_of(test::dissected_capture("transport"))[0];
  const std::string start = "[\"02:00:00:00:00:01\", \"02:00:00:00:00:02\", \"ARP\", \"";
  EXPECT_EQ(describe(packet, packet.bytes).columns.substr(0, start.size()), start);
}

TEST(DescribePacket, SaysWhatIsWrongBehindTheInfo) {
  const TestPacket packet = test::packets_of(test::dissected_capture("transport"))[0];
  const Described cut = describe(packet, Bytes(packet.bytes).first(20));
  EXPECT_NE(cut.columns.find("[Packet size limited during capture]\", 2]"), std::string::npos);
  const Described short_one =
      describe({packet.bytes, 20, packet.link_type}, Bytes(packet.bytes).first(20));
  EXPECT_NE(short_one.columns.find("[Malformed Packet]\", 1]"), std::string::npos);
}

TEST(DescribePacket, HasEachFieldWithItsOffsetAndValue) {
  const TestPacket packet = test::packets_of(test::dissected_capture("transport"))[0];
  const std::string fields = describe(packet, packet.bytes).fields;
  const auto has = [&](const char* text) { return fields.find(text) != std::string::npos; };
  EXPECT_TRUE(has("[0, \"eth\", \"Ethernet\", \"Ethernet II, Src:")) << fields;
  EXPECT_TRUE(
      has("[1, \"eth.dst\", \"Destination\", \"Destination: 02:00:00:00:00:02\", 0, 6, 0, "
          "0, 0, \"02:00:00:00:00:02\"]"))
      << fields;
  EXPECT_TRUE(has("[1, \"eth.type\", \"Type\", \"Type: ARP (0x0806)\", 12, 2, 0, 0, 0, 2054]"))
      << fields;
}

TEST(DescribePacket, IsWholeForEveryPacketAndEveryShorterOne) {
  std::size_t packets = 0;
  for (const std::string& name : test::dissected_captures()) {
    for (const TestPacket& packet : test::packets_of(test::dissected_capture(name))) {
      ++packets;
      for (std::size_t size = packet.bytes.size();; size /= 2) {
        const Described all = describe(packet, Bytes(packet.bytes).first(size));
        for (const std::string& text : {all.columns, all.fields}) {
          ASSERT_EQ(text.find("no value"), std::string::npos) << name;
          ASSERT_EQ(text.find("] and more"), std::string::npos) << name;
        }
        if (size == 0) break;
      }
    }
  }
  EXPECT_GT(packets, 700u);
}

}  // namespace
}  // namespace packetglass
