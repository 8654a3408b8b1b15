#include "export/capture_file.h"

#include <gtest/gtest.h>

#include "support/convert.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::convert;
using test::Converted;
using test::feed;
using test::kinds;
using test::pcap_bytes;
using test::PcapHeader;
using test::PcapRecord;
using test::to;

ByteVector sample(const PcapHeader& header = {}) {
  return pcap_bytes(header, {{1'700'000'000, 5, "first packet", {}, 60},
                             {1'700'000'000, 999'999, "second"},
                             {1'700'000'001, 0, ""}});
}

TEST(Convert, IsVerbatimWhenNothingIsAskedToChange) {
  PcapHeader unusual;
  unusual.order = ByteOrder::kBig;
  unusual.minor = 3;
  unusual.thiszone = -3600;
  unusual.sigfigs = 9;
  unusual.snaplen = 4;
  unusual.link_type_word = 0xf8010071;
  ByteVector source = sample(unusual);
  const ByteVector more = sample();
  source.insert(source.end(), more.begin(), more.end());
  EXPECT_EQ(convert(source, {}).bytes, source);
}

TEST(Convert, KeepsPacketsThroughEveryVariantAndByteOrder) {
  const auto original = feed(sample());
  for (const auto& variant : pcap::kVariants) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      const Converted there = convert(sample(), to(variant.name, order));
      EXPECT_FALSE(there.error) << variant.name;
      EXPECT_TRUE(there.issues.empty()) << variant.name;
      const auto read = feed(there.bytes);
      EXPECT_EQ(read->index().issues.count(), 0u) << variant.name;
      ASSERT_EQ(read->index().sections.size(), 1u);
      EXPECT_EQ(read->index().sections[0].variant, variant.name);
      EXPECT_EQ(read->index().sections[0].order, order);
      ASSERT_EQ(read->index().packets.size(), 3u);
      for (std::uint64_t i = 0; i < 3; ++i) {
        EXPECT_EQ(read->index().packets[i].timestamp, original->index().packets[i].timestamp);
        EXPECT_EQ(read->index().packets[i].captured_length,
                  original->index().packets[i].captured_length);
        EXPECT_EQ(read->index().packets[i].original_length,
                  original->index().packets[i].original_length);
      }
      EXPECT_EQ(convert(there.bytes, to("usec", ByteOrder::kLittle)).bytes, sample())
          << "and back";
    }
  }
}

TEST(Convert, SaysThatTimestampsWereRounded) {
  PcapHeader header;
  header.magic = 0xa1b23c4d;
  const Converted result =
      convert(pcap_bytes(header, {{1, 1500, "a"}, {2, 2000, "b"}}), to("usec"));
  EXPECT_EQ(feed(result.bytes)->index().packets[0].timestamp, 1'000'001'000);
  ASSERT_EQ(kinds(result), (std::vector{IssueKind::kTimestampsRounded}));
  EXPECT_EQ(result.issues[0].found, 1u);
  EXPECT_EQ(result.issues[0].offset, 40u);
}

TEST(Convert, SaysThatFieldsOfRecordsWereLost) {
  PcapHeader header;
  header.magic = 0xa1b2cd34;
  PcapRecord record{1'700'000'000, 1, "a packet"};
  record.extra = std::string_view("\x02\0\0\0\0\x08\x04\0", 8);
  const ByteVector source = pcap_bytes(header, {record, record, record});
  EXPECT_EQ(kinds(convert(source, to("usec"))), (std::vector{IssueKind::kRecordFieldsLost}));
  EXPECT_TRUE(convert(source, to("ss990417")).issues.empty());
  EXPECT_TRUE(convert(source, to("ss991029", ByteOrder::kBig)).issues.empty());
}

TEST(Convert, KeepsAFractionOfASecondOrMoreAsItStandsWhereTheResolutionStays) {
  const ByteVector source = pcap_bytes({}, {{1, 2'500'000, "a"}, {2, 0, "b"}, {3, 0, "c"}});
  const ByteVector swapped = convert(source, to("usec", ByteOrder::kBig)).bytes;
  EXPECT_EQ(load<std::uint32_t>(swapped.data() + 28, ByteOrder::kBig), 2'500'000u);
  const ByteVector finer = convert(source, to("nsec")).bytes;
  EXPECT_EQ(load<std::uint32_t>(finer.data() + 24, ByteOrder::kLittle), 3u);
  EXPECT_EQ(load<std::uint32_t>(finer.data() + 28, ByteOrder::kLittle), 500'000'000u);
}

TEST(Convert, FillsInTheLengthOfTheRecordsOfIxia) {
  const ByteVector out = convert(sample(), to("lcap-hw", ByteOrder::kBig)).bytes;
  EXPECT_EQ(load<std::uint32_t>(out.data() + 24, ByteOrder::kBig), out.size() - 28);
}

TEST(Convert, KeepsTheLengthOfTheFrameCheckSequence) {
  PcapHeader header;
  header.link_type_word = 0x24000001;
  const ByteVector out = convert(sample(header), to("nsec")).bytes;
  EXPECT_EQ(feed(out)->index().sections[0].link_type_word, 0x24000001u);
}

TEST(Convert, RefusesALinkTypeThatAixHasNoWordFor) {
  PcapHeader header;
  header.link_type_word = 113;
  const Converted result = convert(sample(header), to("aix"));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kLinkTypeMismatch);
  EXPECT_TRUE(result.bytes.empty());
}

// BSD loopback: the address family stands in front of each packet.
ByteVector loopback(ByteOrder order, std::string_view last = "") {
  PcapHeader header;
  header.order = order;
  header.link_type_word = 0;
  const std::string_view family = order == ByteOrder::kLittle ? std::string_view("\x02\0\0\0E.", 6)
                                                              : std::string_view(
                                                                    "\0\0\0\x02"
                                                                    "E.",
                                                                    6);
  return pcap_bytes(header, {{1, 2, family}, {3, 4, ""}, {5, 6, last}});
}

TEST(Convert, TurnsHeadersInTheByteOrderOfTheHostRound) {
  for (const char* format : {"usec", "pcapng", ""}) {
    const Converted there = convert(loopback(ByteOrder::kLittle), to(format, ByteOrder::kBig));
    EXPECT_EQ(kinds(there), std::vector<IssueKind>());
    EXPECT_EQ(convert(there.bytes, to("usec")).bytes, loopback(ByteOrder::kBig)) << format;
    const Converted back = convert(there.bytes, to("usec", ByteOrder::kLittle));
    EXPECT_EQ(back.bytes, loopback(ByteOrder::kLittle)) << format;
  }
  EXPECT_TRUE(convert(loopback(ByteOrder::kLittle), to("nsec")).issues.empty());
}

TEST(Convert, SaysHowManyHeadersInTheByteOrderOfTheHostWereTruncated) {
  for (const char* format : {"usec", "pcapng", ""}) {
    const Converted cut =
        convert(loopback(ByteOrder::kLittle, "\x02"), to(format, ByteOrder::kBig));
    ASSERT_EQ(kinds(cut), (std::vector{IssueKind::kHostOrderHeaderKept})) << format;
    EXPECT_EQ(cut.issues[0].found, 1u);
    EXPECT_EQ(cut.issues[0].offset, 24u + 22 + 16 + 16);
  }
}

TEST(Convert, WritesPcapngAsItsDraftSays) {
  const ByteVector out = convert(pcap_bytes({}, {{1, 2, "abcde"}, {3, 4, ""}, {5, 6, ""}}),
                                 to("pcapng", ByteOrder::kBig))
                             .bytes;
  const ByteVector start(out.begin(), out.begin() + 28 + 32);
  EXPECT_EQ(start,
            (ByteVector{0x0a, 0x0d, 0x0d, 0x0a, 0, 0,    0,    28,   0x1a, 0x2b, 0x3c,
                        0x4d, 0,    1,    0,    0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                        0xff, 0xff, 0,    0,    0, 28,  // section
                        0,    0,    0,    1,    0, 0,    0,    32,   0,    1,    0,
                        0,    0,    4,    0,    0, 0,    9,    0,    1,    6,    0,
                        0,    0,    0,    0,    0, 0,    0,    0,    0,    32}));  // interface
  const ByteVector packet(out.begin() + 60, out.begin() + 60 + 40);
  EXPECT_EQ(packet, (ByteVector{0,   0,   0,   6,    0,    0,    0, 40, 0, 0, 0, 0, 0, 0,
                                0,   0,   0,   0x0f, 0x42, 0x42, 0, 0,  0, 5, 0, 0, 0, 5,
                                'a', 'b', 'c', 'd',  'e',  0,    0, 0,  0, 0, 0, 40}));
}

}  // namespace
}  // namespace packetglass
