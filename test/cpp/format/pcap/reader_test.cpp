#include "format/pcap/reader.h"

#include <gtest/gtest.h>

#include "support/feed.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::feed;
using test::pcap_bytes;
using test::PcapHeader;
using test::PcapRecord;

struct Kind {
  ByteOrder order;
  std::uint32_t magic;
  std::string_view variant;
  Nanoseconds tick;
};

constexpr Kind kKinds[] = {
    {ByteOrder::kLittle, 0xa1b2c3d4, "usec", 1000},
    {ByteOrder::kBig, 0xa1b2c3d4, "usec", 1000},
    {ByteOrder::kLittle, 0xa1b23c4d, "nsec", 1},
    {ByteOrder::kBig, 0xa1b23c4d, "nsec", 1},
};

std::vector<Issue> issues_of(const Capture& capture) {
  return capture.index().issues.kept();
}

TEST(PcapReader, ReadsEveryVariantInBothByteOrders) {
  for (const Kind& kind : kKinds) {
    const auto capture = feed(pcap_bytes({kind.order, kind.magic},
                                         {{1'700'000'000, 123456, "first"}, {5, 7, "", {}, 99}}));
    const Index& index = capture->index();
    ASSERT_EQ(index.sections.size(), 1u);
    EXPECT_EQ(index.sections[0].variant, kind.variant);
    EXPECT_EQ(index.sections[0].order, kind.order);
    EXPECT_EQ(index.sections[0].magic, kind.magic);
    ASSERT_EQ(index.packets.size(), 2u);
    const Packet first = index.packets[0];
    EXPECT_EQ(first.offset, 40u);
    EXPECT_EQ(first.timestamp, 1'700'000'000'000'000'000 + 123456 * kind.tick);
    EXPECT_EQ(first.captured_length, 5u);
    EXPECT_EQ(first.original_length, 5u);
    const Packet second = index.packets[1];
    EXPECT_EQ(second.offset, 61u);
    EXPECT_EQ(second.captured_length, 0u);
    EXPECT_EQ(second.original_length, 99u);
    EXPECT_EQ(index.issues.count(), 0u);
  }
}

TEST(PcapReader, ExposesTheWholeHeader) {
  PcapHeader header;
  header.order = ByteOrder::kBig;
  header.sigfigs = 6;
  header.snaplen = 96;
  header.link_type_word = 0x24000071;
  const auto capture = feed(pcap_bytes(header, {}));
  const Section& section = capture->index().sections[0];
  EXPECT_EQ(section.version_major, 2);
  EXPECT_EQ(section.version_minor, 4);
  EXPECT_EQ(section.sigfigs, 6u);
  EXPECT_EQ(section.snaplen, 96u);
  EXPECT_EQ(section.link_type_word, 0x24000071u);
  const Interface& interface = capture->index().interfaces[0];
  EXPECT_EQ(interface.link_type, 113);
  EXPECT_EQ(interface.snaplen, 96u);
  EXPECT_EQ(interface.resolution.ticks_per_second(), 1'000'000u);
  EXPECT_EQ(interface.fcs_length, 4);
}

TEST(PcapReader, TakesAFileOfOnlyAHeaderAsAnEmptyCapture) {
  const auto capture = feed(pcap_bytes({}, {}));
  EXPECT_FALSE(capture->error());
  EXPECT_EQ(capture->index().packets.size(), 0u);
  EXPECT_EQ(capture->index().issues.count(), 0u);
}

TEST(PcapReader, ReadsSecondsAsUnsigned) {
  const auto capture = feed(pcap_bytes({}, {{0xffffffff, 999999, "2106"}}));
  EXPECT_EQ(iso8601(capture->index().packets[0].timestamp), "2106-02-07T06:28:15.999999000Z");
}

TEST(PcapReader, CarriesAFractionOfASecondOrMoreAndSaysSo) {
  const auto capture = feed(pcap_bytes({}, {{10, 2'500'000, "x"}}));
  EXPECT_EQ(capture->index().packets[0].timestamp, 12'500'000'000);
  const auto issues = issues_of(*capture);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind, IssueKind::kFractionAboveSecond);
  EXPECT_EQ(issues[0].offset, 24u);
  EXPECT_EQ(issues[0].packet, 1u);
}

TEST(PcapReader, KeepsBytesBeyondTheSnaplenAndSaysSo) {
  PcapHeader header;
  header.snaplen = 4;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "four"}, {1, 0, "seven.."}}));
  EXPECT_EQ(capture->index().packets[1].captured_length, 7u);
  const auto issues = issues_of(*capture);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind, IssueKind::kCapturedLengthAboveSnaplen);
  EXPECT_EQ(issues[0].packet, 2u);
  EXPECT_EQ(issues[0].expected, 4u);
}

TEST(PcapReader, TakesASnaplenOfZeroAsUnlimited) {
  PcapHeader header;
  header.snaplen = 0;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "any length"}}));
  EXPECT_EQ(capture->index().issues.count(), 0u);
}

TEST(PcapReader, ReportsACapturedLengthAboveTheOriginal) {
  const auto capture = feed(pcap_bytes({}, {{1, 0, "five.", {}, 4}}));
  EXPECT_EQ(capture->index().packets[0].captured_length, 5u);
  EXPECT_EQ(issues_of(*capture)[0].kind, IssueKind::kCapturedLengthAboveOriginal);
}

TEST(PcapReader, ReadsOldVersionsWithTheirOrderOfLengths) {
  const auto lengths = [](std::uint16_t major, std::uint16_t minor, std::uint32_t on_disk_first,
                          std::uint32_t on_disk_second) {
    PcapHeader header;
    header.major = major;
    header.minor = minor;
    const PcapRecord record{1, 0, "1234", on_disk_first, on_disk_second};
    const Packet packet = feed(pcap_bytes(header, {record}))->index().packets[0];
    return std::pair(packet.captured_length, packet.original_length);
  };
  constexpr std::pair kTruncated{4u, 60u};
  EXPECT_EQ(lengths(2, 4, 4, 60), kTruncated);
  EXPECT_EQ(lengths(2, 3, 4, 60), kTruncated);
  EXPECT_EQ(lengths(2, 3, 60, 4), kTruncated);
  EXPECT_EQ(lengths(2, 2, 60, 4), kTruncated);
  EXPECT_EQ(lengths(2, 0, 60, 4), kTruncated);
  EXPECT_EQ(lengths(543, 0, 60, 4), kTruncated);
}

TEST(PcapReader, ReadsAnUnknownVersionAsTheCurrentOneAndSaysSo) {
  PcapHeader header;
  header.major = 1;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "x"}}));
  EXPECT_EQ(capture->index().packets.size(), 1u);
  const auto issues = issues_of(*capture);
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].kind, IssueKind::kUnknownVersion);
  EXPECT_EQ(issues[0].offset, 4u);
}

TEST(PcapReader, ReportsReservedBitsAndTimeZoneOfTheHeader) {
  PcapHeader header;
  header.thiszone = -3600;
  header.link_type_word = 0x08010001;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "x"}}));
  EXPECT_EQ(capture->index().packets[0].timestamp, 1'000'000'000) << "the zone is not applied";
  const auto issues = issues_of(*capture);
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].kind, IssueKind::kTimeZoneNotApplied);
  EXPECT_EQ(issues[1].kind, IssueKind::kReservedLinkTypeBits);
  EXPECT_EQ(issues[1].found, 0x08010000u);
}

TEST(PcapReader, AppliesTheTimeZoneOnlyWhenAsked) {
  PcapHeader header;
  header.thiszone = -3600;
  Capture capture(ReadOptions{false, false, true});
  capture.finish(pcap_bytes(header, {{7200, 5, "x"}}));
  EXPECT_EQ(capture.index().packets[0].timestamp, 3600'000'005'000);
  EXPECT_EQ(capture.index().issues.count(), 0u);
}

TEST(PcapReader, KeepsEveryPacketBeforeATruncatedTail) {
  for (const Kind& kind : kKinds) {
    const ByteVector whole =
        pcap_bytes({kind.order, kind.magic}, {{1, 0, "kept"}, {2, 0, "cut short"}});
    constexpr std::size_t kSecondRecord = 24 + 16 + 4;
    for (std::size_t size = kSecondRecord; size < whole.size(); ++size) {
      const auto capture = feed(Bytes(whole).first(size));
      EXPECT_EQ(capture->index().packets.size(), 1u) << size;
      const auto issues = issues_of(*capture);
      ASSERT_EQ(issues.size(), size == kSecondRecord ? 0u : 1u) << size;
      if (issues.empty()) continue;
      const bool in_header = size < kSecondRecord + 16;
      EXPECT_EQ(issues[0].kind,
                in_header ? IssueKind::kTruncatedRecordHeader : IssueKind::kTruncatedPacket);
      EXPECT_EQ(issues[0].offset, kSecondRecord);
      EXPECT_EQ(issues[0].packet, 2u);
      EXPECT_EQ(issues[0].found, size - kSecondRecord - (in_header ? 0 : 16));
      EXPECT_EQ(issues[0].expected, in_header ? 16u : 9u);
    }
  }
}

TEST(PcapReader, GivesAnErrorAtEveryLengthOfATruncatedFileHeader) {
  const ByteVector whole = pcap_bytes({}, {});
  for (std::size_t size = 4; size < whole.size(); ++size) {
    const auto capture = feed(Bytes(whole).first(size));
    ASSERT_TRUE(capture->error()) << size;
    EXPECT_EQ(capture->error()->code, ErrorCode::kTruncatedFileHeader);
    EXPECT_EQ(capture->error()->offset, size);
  }
}

TEST(PcapReader, AcceptsTheLargestPacketOfItsLinkType) {
  const std::string largest(262144, 'x');
  const auto capture = feed(pcap_bytes({}, {{1, 0, largest}, {2, 0, "next"}}));
  ASSERT_EQ(capture->index().packets.size(), 2u);
  EXPECT_EQ(capture->index().packets[0].captured_length, 262144u);
}

TEST(PcapReader, KeepsTheBytesOfABatchWithinReachOfTheSink) {
  class Bytesink final : public RecordSink {
   public:
    void section(const Section&, Bytes) override {}
    void interface(const Interface&, Bytes) override {}
    bool block(const Block&) override { return true; }
    void issue(const Issue&) override {}
    bool packets(const PacketBatch& batch) override {
      for (std::size_t i = 0; i < batch.count; ++i) {
        const Bytes bytes = batch.bytes(i);
        text.append(bytes.begin(), bytes.end());
      }
      return true;
    }
    std::string text;
  };
  std::vector<PcapRecord> records;
  std::string expected;
  for (int i = 0; i < 300; ++i) {
    records.push_back({1, 0, i % 2 == 0 ? "even " : "odd "});
    expected += records.back().bytes;
  }
  const ByteVector source = pcap_bytes({}, records);
  Bytesink sink;
  CaptureReader reader;
  std::size_t begin = 0;
  for (std::size_t end = 0; end <= source.size(); end += 101) {
    begin += *reader.push(Bytes(source).subspan(begin, end - begin), sink);
  }
  begin += *reader.push(Bytes(source).subspan(begin), sink);
  EXPECT_EQ(begin, source.size());
  EXPECT_EQ(sink.text, expected);
}

TEST(PcapReader, GivesAnErrorWhenTheSinkIsFull) {
  class FullSink final : public RecordSink {
   public:
    void section(const Section&, Bytes) override {}
    void interface(const Interface&, Bytes) override {}
    bool block(const Block&) override { return true; }
    void issue(const Issue&) override {}
    bool packets(const PacketBatch&) override { return false; }
  };
  FullSink sink;
  CaptureReader reader;
  const auto used = reader.finish(pcap_bytes({}, {{1, 0, "x"}}), sink);
  ASSERT_FALSE(used);
  EXPECT_EQ(used.error().code, ErrorCode::kOutOfMemory);
}

}  // namespace
}  // namespace packetglass
