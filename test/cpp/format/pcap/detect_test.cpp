#include "format/pcap/detect.h"

#include <gtest/gtest.h>

#include "format/pcap/record.h"
#include "support/feed.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::feed;
using test::pcap_bytes;
using test::PcapHeader;
using test::PcapRecord;

using namespace std::string_view_literals;

constexpr std::uint32_t kStandard = 0xa1b2c3d4;
constexpr std::uint32_t kModified = 0xa1b2cd34;

// Interface 2, protocol IPv4, packet type "outgoing", as a little-endian and a big-endian host.
constexpr auto kLinuxLittle = "\x02\0\0\0\0\x08\x04\0"sv;
constexpr auto kLinuxBig = "\0\0\0\x02\x08\0\x04\0"sv;
constexpr auto kSmpLittle = "\x02\0\0\0\0\x08\x04\x01\x02\0\0\0"sv;
constexpr auto kSmpBig = "\0\0\0\x02\x08\0\x04\x01\x02\0\0\0"sv;
constexpr auto kNokia = "\x01\xb6\xbf\x9f"sv;

struct Case {
  const char* variant;
  std::uint32_t magic;
  ByteOrder order;
  std::string_view extra;
};

constexpr Case kCases[] = {
    {"usec", kStandard, ByteOrder::kLittle, ""},
    {"usec", kStandard, ByteOrder::kBig, ""},
    {"ss990417", kStandard, ByteOrder::kLittle, kLinuxLittle},
    {"ss990417", kStandard, ByteOrder::kBig, kLinuxBig},
    {"nokia", kStandard, ByteOrder::kLittle, kNokia},
    {"nokia", kStandard, ByteOrder::kBig, kNokia},
    {"ss991029", kModified, ByteOrder::kLittle, kLinuxLittle},
    {"ss991029", kModified, ByteOrder::kBig, kLinuxBig},
    {"ss990915", kModified, ByteOrder::kLittle, kSmpLittle},
    {"ss990915", kModified, ByteOrder::kBig, kSmpBig},
    {"borkmann", 0xa1e2cb12, ByteOrder::kLittle, "\0\0\x02\0\0\x08\x01\x04"sv},
    {"borkmann", 0xa1e2cb12, ByteOrder::kBig, "\0\0\0\x02\x08\0\x01\x04"sv},
};

constexpr std::string_view kPacket =
    "\x02\x51\x52\xfa\0\0\x02\x51\x52\xfa\0\0\x86\xdd packet bytes of no meaning"sv;

ByteVector capture_of(const Case& c, std::size_t packets) {
  PcapHeader header;
  header.order = c.order;
  header.magic = c.magic;
  std::vector<PcapRecord> records;
  for (std::uint32_t i = 0; i < packets; ++i) {
    PcapRecord record{1'700'000'000 + i, i, kPacket};
    record.extra = c.extra;
    records.push_back(record);
  }
  return pcap_bytes(header, records);
}

TEST(Detect, ReportsEveryVariantFromOneToManyRecords) {
  for (const Case& c : kCases) {
    for (const std::size_t packets : {1, 2, 3, 4, 200}) {
      const auto capture = feed(capture_of(c, packets));
      ASSERT_EQ(capture->index().sections.size(), 1u);
      EXPECT_EQ(capture->index().sections[0].variant, c.variant) << packets;
      ASSERT_EQ(capture->index().packets.size(), packets) << c.variant;
      const Packet last = capture->index().packets[packets - 1];
      EXPECT_EQ(last.captured_length, kPacket.size());
      EXPECT_EQ(last.offset + kPacket.size(), capture_of(c, packets).size());
      EXPECT_EQ(capture->index().issues.count(), 0u) << c.variant;
    }
  }
}

TEST(Detect, IsTheSameAtEveryTwoWaySplitAndByteByByte) {
  for (const Case& c : kCases) {
    const ByteVector bytes = capture_of(c, 4);
    const std::string whole = test::described(*feed(bytes));
    EXPECT_EQ(whole, test::described(*test::feed_byte_by_byte(bytes))) << c.variant;
    for (std::size_t split = 0; split <= bytes.size(); ++split) {
      ASSERT_EQ(whole, test::described(*feed(bytes, {split}))) << c.variant << " at " << split;
    }
  }
}

TEST(Detect, TakesACaptureWithoutRecordsAsTheFirstVariant) {
  EXPECT_EQ(feed(pcap_bytes({}, {}))->index().sections[0].variant, "usec");
  PcapHeader modified;
  modified.magic = kModified;
  EXPECT_EQ(feed(pcap_bytes(modified, {}))->index().sections[0].variant, "ss991029");
}

TEST(Detect, StaysWithThePlainVariantWhereRecordsBreakRulesInAnyReading) {
  PcapHeader header;
  header.snaplen = 4;
  const auto capture =
      feed(pcap_bytes(header, {{1, 0, kPacket}, {2, 0, kPacket}, {3, 0, kPacket}}));
  EXPECT_EQ(capture->index().sections[0].variant, "usec");
  EXPECT_EQ(capture->index().packets.size(), 3u);
}

TEST(Detect, ReadsOldVersionsAsMicrosecondsWithoutLookingAtRecords) {
  PcapHeader header;
  header.minor = 2;
  EXPECT_EQ(feed(pcap_bytes(header, {{1, 0, "x"}}))->index().sections[0].variant, "usec");
}

TEST(Detect, ReadsAixByItsLinkTypes) {
  struct Mapping {
    std::uint32_t if_type;
    LinkType link_type;
  };
  for (const Mapping& m : {Mapping{6, 1}, Mapping{9, 6}, Mapping{24, 0}}) {
    PcapHeader header;
    header.order = ByteOrder::kBig;
    header.minor = 2;
    header.link_type_word = m.if_type;
    const auto capture = feed(pcap_bytes(header, {{1, 999'999'999, "packet", 60, 6}}));
    EXPECT_EQ(capture->index().sections[0].variant, "aix");
    EXPECT_EQ(capture->index().interfaces[0].link_type, m.link_type);
    const Packet packet = capture->index().packets[0];
    EXPECT_EQ(packet.timestamp, 1'999'999'999);
    EXPECT_EQ(packet.captured_length, 6u);
    EXPECT_EQ(packet.original_length, 60u);
  }
}

TEST(Detect, LeavesOutThePaddingOfAixFddi) {
  PcapHeader header;
  header.order = ByteOrder::kBig;
  header.minor = 2;
  header.link_type_word = 15;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "PADframe", 100, 8}, {2, 0, "PAD", 3, 3}}));
  EXPECT_EQ(capture->index().interfaces[0].link_type, 10);
  const Packet packet = capture->index().packets[0];
  EXPECT_EQ(packet.offset, 24u + 16 + 3);
  EXPECT_EQ(packet.captured_length, 5u);
  EXPECT_EQ(packet.original_length, 97u);
  EXPECT_EQ(capture->index().packets[1].captured_length, 0u);
}

TEST(Detect, ReportsARecordShorterThanThePaddingOfAixFddi) {
  PcapHeader header;
  header.minor = 2;
  header.link_type_word = 15;
  const auto capture = feed(pcap_bytes(header, {{1, 0, "PADok", 5, 5}, {2, 0, "xx", 2, 2}}));
  EXPECT_EQ(capture->index().packets.size(), 1u);
  EXPECT_EQ(capture->index().issues.kept()[0].kind, IssueKind::kCapturedLengthBelowPadding);
}

TEST(Detect, ReadsIxiaWithItsLongHeaderAndChecksTheLengthOfItsRecords) {
  for (const std::uint32_t magic : {0x1c0001acu, 0x1c0001abu}) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      PcapHeader header;
      header.order = order;
      header.magic = magic;
      const auto with_length = [&](std::uint32_t length) {
        header.records_length = length;
        return feed(pcap_bytes(header, {{1, 5, "packet"}}));
      };
      const auto right = with_length(22);
      EXPECT_EQ(right->index().sections[0].variant, magic == 0x1c0001ac ? "lcap-hw" : "lcap-sw");
      EXPECT_EQ(right->index().packets[0].offset, 28u + 16);
      EXPECT_EQ(right->index().packets[0].timestamp,
                1'000'000'000 + 5 * (magic == 0x1c0001ac ? 1 : 1000));
      EXPECT_EQ(right->index().issues.count(), 0u);
      EXPECT_EQ(with_length(26)->index().issues.count(), 0u) << "the header's own bytes counted";
      const auto wrong = with_length(99);
      ASSERT_EQ(wrong->index().issues.count(), 1u);
      EXPECT_EQ(wrong->index().issues.kept()[0].kind, IssueKind::kRecordsLengthMismatch);
      EXPECT_EQ(wrong->index().issues.kept()[0].offset, 24u);
    }
  }
}

TEST(Detect, DecidesWithinItsLookAhead) {
  const std::string large(262144, 'x');
  PcapHeader header;
  header.magic = kModified;
  std::vector<PcapRecord> records;
  for (std::uint32_t i = 0; i < 6; ++i) {
    PcapRecord record{1 + i, 0, large};
    record.extra = kSmpLittle;
    records.push_back(record);
  }
  const ByteVector bytes = pcap_bytes(header, records);
  const auto whole = feed(bytes);
  EXPECT_EQ(whole->index().sections[0].variant, "ss990915");
  EXPECT_EQ(whole->index().packets.size(), 6u);
  std::vector<std::size_t> sizes(bytes.size() / 70000, 70000);
  EXPECT_EQ(test::described(*whole), test::described(*feed(bytes, sizes)));
}

TEST(RecordExtra, IsReadInTheOrderOfTheFile) {
  const auto extra = [](std::string_view bytes, pcap::Extra kind, ByteOrder order) {
    const std::string record = std::string(16, '\0') + std::string(bytes);
    return pcap::read_extra(test::bytes_of(record), kind, order);
  };
  for (const bool big : {false, true}) {
    const ByteOrder order = big ? ByteOrder::kBig : ByteOrder::kLittle;
    const auto smp = extra(big ? kSmpBig : kSmpLittle, pcap::Extra::kLinuxSmp, order);
    EXPECT_EQ(smp.interface_index, 2u);
    EXPECT_EQ(smp.protocol, 0x0800);
    EXPECT_EQ(smp.packet_type, 4);
    EXPECT_EQ(smp.cpu1, 1);
    EXPECT_EQ(smp.cpu2, 2);
    EXPECT_EQ(extra(kNokia, pcap::Extra::kNokia, order).nokia, 0x01b6bf9fu);
    const auto linux_extra = extra(big ? kLinuxBig : kLinuxLittle, pcap::Extra::kLinux, order);
    EXPECT_EQ(linux_extra.packet_type, 4);
    EXPECT_EQ(linux_extra.cpu1, std::nullopt);
  }
  const auto none = extra("", pcap::Extra::kNone, ByteOrder::kLittle);
  EXPECT_EQ(none.interface_index, std::nullopt);
}

}  // namespace
}  // namespace packetglass
