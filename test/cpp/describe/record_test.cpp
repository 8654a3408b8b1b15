#include <gtest/gtest.h>

#include "describe/describe.h"
#include "support/described_record.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::PcapngBytes;
using test::operator+;

std::string first(const ByteVector& source) {
  const auto capture = test::feed(source);
  return test::described_record(*capture, source, 0);
}

TEST(DescribeRecord, OfAnEnhancedPacket) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    for (const char* const bytes : {"", "p", "pa", "pac", "pack"}) {
      test::PacketFields packet{0x123456789ab, bytes};
      packet.options = make.option(1, {'c'}) + make.option(4, make.u64(7)) + make.end_of_options();
      EXPECT_EQ(
          first(make.section() + make.interface() + make.enhanced(packet)),
          "{ticks: 1250999896491n, options: [{code: 1, name: \"opt_comment\", value: \"c\", "
          "bytes: <63>}, {code: 4, name: \"epb_dropcount\", value: 7n, bytes: <" +
              std::string(order == ByteOrder::kLittle ? "0700000000000000" : "0000000000000007") +
              ">}]}");
    }
  }
}

TEST(DescribeRecord, SaysTheDateOfATimeBeyondNanoseconds) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    EXPECT_EQ(first(make.section() + make.interface() + make.enhanced({~std::uint64_t{0}, "abc"})),
              "{ticks: 18446744073709551615n, timestampText: "
              "\"+586524-01-19T08:01:49.551615000Z\", options: []}");
  }
}

TEST(DescribeRecord, WithoutOptionsReadsNothingBehindThePacket) {
  const PcapngBytes make(ByteOrder::kBig);
  const ByteVector source = make.section() + make.interface() + make.enhanced({5, "abc"});
  const auto capture = test::feed(source);
  const ByteVector head(source.begin() + 48, source.begin() + 76);
  EXPECT_EQ(record_tail_size(capture->index(), 0, head), 0u);
  EXPECT_EQ(test::described_record(*capture, source, 0), "{ticks: 5n, options: []}");
}

TEST(DescribeRecord, DecodesFlags) {
  const PcapngBytes make(ByteOrder::kLittle);
  test::PacketFields packet{1, "abcd"};
  packet.options = make.option(2, make.u32(0x81000000 | 4 << 5 | 3 << 2 | 2 | 1 << 10));
  const std::string text = first(make.section() + make.interface() + make.enhanced(packet));
  const auto begin = text.find("flags: ");
  EXPECT_EQ(text.substr(begin, text.find("}") + 1 - begin),
            "flags: {direction: \"outbound\", reception: \"broadcast\", fcsLength: 4, "
            "checksumNotReady: false, checksumValid: true, segmentationOffloaded: false, errors: "
            "[\"crc\", \"symbol\"], word: 2164262030}");
}

TEST(DescribeRecord, OfObsoleteAndSimplePackets) {
  const PcapngBytes make(ByteOrder::kLittle);
  test::PacketFields packet{9, "abcde"};
  packet.options = make.option(2, make.u32(1));
  const std::string text = first(make.section() + make.interface() + make.obsolete(packet, 5));
  EXPECT_EQ(text.substr(0, text.find(", checksum")),
            "{ticks: 9n, drops: 5, flags: {direction: \"inbound\", reception: \"unknown\"");
  EXPECT_NE(text.find("pack_flags"), std::string::npos);
  EXPECT_EQ(first(make.section() + make.interface() + make.simple("abcde")), "{options: []}");
}

// Some writers do not count the padding of the block, which is there.
TEST(DescribeRecord, FindsOptionsOfABlockWhosePaddingIsNotCounted) {
  const PcapngBytes make(ByteOrder::kLittle);
  test::PacketFields packet{9, "abcd"};
  packet.options = make.option(1, PcapngBytes::text("comment"));
  const ByteVector whole = make.enhanced(packet, {47, 47});
  const std::string text = first(make.section() + make.interface() + whole);
  EXPECT_NE(text.find("value: \"comment\""), std::string::npos) << text;
}

TEST(DescribeRecord, OfWhatChangedMeanwhileIsWhole) {
  const PcapngBytes make(ByteOrder::kLittle);
  test::PacketFields packet{9, "abcd"};
  packet.options = make.option(1, PcapngBytes::text("comment"));
  const ByteVector source = make.section() + make.interface() + make.enhanced(packet);
  const auto capture = test::feed(source);
  const Bytes block = Bytes(source).subspan(48);
  for (std::size_t head = 0; head <= 28; ++head) {
    for (std::size_t tail = 0; tail <= block.size() - 32; ++tail) {
      const ByteVector a(block.begin(), block.begin() + static_cast<long>(head));
      const ByteVector b(block.end() - static_cast<long>(tail), block.end());
      Description out;
      record_tail_size(capture->index(), 0, a);
      put_record(out, capture->index(), 0, a, b);
      EXPECT_NE(test::text_of(out).find("options: ["), std::string::npos);
    }
  }
}

TEST(DescribeRecord, OfTheVariantsOfClassicPcap) {
  // Modified pcap: interface index, protocol, packet type, padding.
  const std::string_view linux("\x02\0\0\0\x00\x08\x04\xee", 8);
  test::PcapHeader modified;
  modified.magic = 0xa1b2cd34;
  std::vector<test::PcapRecord> records;
  for (std::uint32_t i = 0; i < 5; ++i) {
    records.push_back({1'700'000'000 + i, 0, "packet", {}, {}, linux});
  }
  EXPECT_EQ(first(test::pcap_bytes(modified, records)),
            "{record: {interfaceIndex: 2, protocol: 2048, packetType: 4, padding: <ee>}, "
            "options: []}");
  for (auto& record : records) record.extra = std::string_view("\x01\x02\x03\x04", 4);
  const std::string nokia = first(test::pcap_bytes({}, records));
  EXPECT_EQ(nokia, "{record: {nokia: <01020304>}, options: []}");
  for (auto& record : records) record.extra = "";
  EXPECT_EQ(first(test::pcap_bytes({}, records)), "{options: []}");
}

}  // namespace
}  // namespace packetglass
