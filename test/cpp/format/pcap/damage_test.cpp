// Reading on after damage, and from one capture to the next in the same source.
#include <gtest/gtest.h>

#include <random>

#include "support/feed.h"

namespace packetglass {
namespace {

using test::append_record;
using test::ByteVector;
using test::described;
using test::feed;
using test::pcap_bytes;
using test::PcapHeader;
using test::PcapRecord;

constexpr std::uint32_t kNow = 1'700'000'000;
constexpr std::string_view kPacket = "the bytes of a packet, as long as they need to be";

std::vector<IssueKind> kinds(const Capture& capture) {
  std::vector<IssueKind> all;
  for (const Issue& issue : capture.index().issues.kept()) all.push_back(issue.kind);
  return all;
}

// Good packets, of which one has a captured length that is wrong.
ByteVector with_bad_length(const PcapHeader& header, std::size_t packets, std::size_t bad,
                           std::uint32_t length) {
  std::vector<PcapRecord> records(packets, PcapRecord{kNow, 1, kPacket});
  records[bad].captured = length;
  records[bad].original = length;
  return pcap_bytes(header, records);
}

void append(ByteVector& bytes, const ByteVector& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

void expect_same_in_any_split(const ByteVector& bytes) {
  const std::string whole = described(*feed(bytes));
  ASSERT_EQ(whole, described(*test::feed_byte_by_byte(bytes)));
  for (std::size_t split = 0; split <= bytes.size(); ++split) {
    ASSERT_EQ(whole, described(*feed(bytes, {split}))) << "split at " << split;
  }
}

TEST(Damage, GoesOnAtTheNextPlausibleRecordAndSaysHowMuchWasSkipped) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    for (const std::uint32_t length : {0xffffffffu, 0x80000000u, 262145u}) {
      PcapHeader header;
      header.order = order;
      const auto capture = feed(with_bad_length(header, 10, 4, length));
      EXPECT_EQ(capture->index().packets.size(), 9u);
      const auto issues = capture->index().issues.kept();
      ASSERT_EQ(issues.size(), 2u);
      const std::uint64_t record = 16 + kPacket.size();
      EXPECT_EQ(issues[0].kind, IssueKind::kCapturedLengthAboveMaximum);
      EXPECT_EQ(issues[0].offset, 24 + 4 * record);
      EXPECT_EQ(issues[0].packet, 5u);
      EXPECT_EQ(issues[0].found, length);
      EXPECT_EQ(issues[1].kind, IssueKind::kBytesSkipped);
      EXPECT_EQ(issues[1].offset, 24 + 4 * record);
      EXPECT_EQ(issues[1].found, record);
    }
  }
}

// A length that is wrong and plausible swallows what it covers, but no more. Also of the first
// record, whose time and layout are then those of the damage.
TEST(Damage, LosesFewPacketsWhereverBytesWerePutInOrAreMissing) {
  const ByteVector whole = pcap_bytes({}, std::vector(20, PcapRecord{kNow, 1, kPacket}));
  for (std::size_t at = 24; at < 4 * (16 + kPacket.size()); ++at) {
    const auto place = static_cast<std::ptrdiff_t>(at);
    ByteVector longer = whole;
    longer.insert(longer.begin() + place, 5, std::uint8_t{0xee});
    EXPECT_GE(feed(longer)->index().packets.size(), 13u) << "put in at " << at;
    ByteVector shorter = whole;
    shorter.erase(shorter.begin() + place, shorter.begin() + place + 5);
    EXPECT_GE(feed(shorter)->index().packets.size(), 15u) << "missing at " << at;
  }
}

TEST(Damage, FindsRecordsAgainThatALengthBeyondTheEndHasSwallowed) {
  const auto capture = feed(with_bad_length({}, 10, 4, 5000));
  EXPECT_EQ(capture->index().packets.size(), 9u);
  EXPECT_EQ(kinds(*capture), (std::vector{IssueKind::kRecordBeyondEnd, IssueKind::kBytesSkipped}));
}

TEST(Damage, TakesALastPacketThatIsIncompleteAsTruncatedNotAsDamaged) {
  ByteVector bytes = pcap_bytes({}, std::vector<PcapRecord>(10, PcapRecord{kNow, 1, kPacket}));
  bytes.resize(bytes.size() - 7);
  EXPECT_EQ(kinds(*feed(bytes)), (std::vector{IssueKind::kTruncatedPacket}));
}

TEST(Damage, SaysSoWhenNothingPlausibleFollows) {
  ByteVector bytes = pcap_bytes({}, {{kNow, 1, kPacket}, {kNow, 1, kPacket}, {kNow, 1, kPacket}});
  const std::uint64_t end = bytes.size();
  bytes.resize(end + 5000, 0xee);
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().packets.size(), 3u);
  const auto issues = capture->index().issues.kept();
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[1].kind, IssueKind::kBytesSkipped);
  EXPECT_EQ(issues[1].found, 5000u);
  EXPECT_EQ(issues[1].expected, end + 5000);
}

TEST(Damage, SkipsMoreThanItsLookAhead) {
  ByteVector bytes = pcap_bytes({}, {{kNow, 1, kPacket}, {kNow, 1, kPacket}, {kNow, 1, kPacket}});
  bytes.resize(bytes.size() + 3 * kLookAhead + 77, 0xee);
  for (int i = 0; i < 5; ++i) append_record(bytes, {kNow, 1, kPacket}, ByteOrder::kLittle);
  const auto whole = feed(bytes);
  EXPECT_EQ(whole->index().packets.size(), 8u);
  EXPECT_EQ(whole->index().issues.kept()[1].found, 3 * kLookAhead + 77);
  const std::vector<std::size_t> sizes(bytes.size() / 4999, 4999);
  EXPECT_EQ(described(*whole), described(*feed(bytes, sizes)));
}

TEST(Damage, IsTheSameInAnySplit) {
  expect_same_in_any_split(with_bad_length({}, 8, 3, 0xffffffff));
  expect_same_in_any_split(with_bad_length({}, 8, 3, 3000));
  expect_same_in_any_split(with_bad_length({}, 8, 0, 0xffffffff));
  expect_same_in_any_split(with_bad_length({}, 8, 7, 0xffffffff));
}

TEST(Damage, StopsAtTheFirstErrorWhenStrict) {
  const ByteVector bytes = with_bad_length({}, 10, 4, 0xffffffff);
  Capture capture(ReadOptions{true, false, false});
  const std::size_t used = capture.push(bytes);
  capture.finish(Bytes(bytes).subspan(used));
  ASSERT_TRUE(capture.error());
  EXPECT_EQ(capture.error()->code, ErrorCode::kDamaged);
  EXPECT_EQ(capture.error()->offset, 24 + 4 * (16 + kPacket.size()));
  EXPECT_EQ(capture.index().packets.size(), 4u) << "what was read stays";
}

TEST(Damage, TruncatesToTheSnaplenOnlyWhenAsked) {
  PcapHeader header;
  header.magic = 0xa1b23c4d;
  header.snaplen = 10;
  const ByteVector bytes = pcap_bytes(header, {{kNow, 1, kPacket}, {kNow, 2, "short"}});
  Capture capture(ReadOptions{false, true, false});
  capture.finish(bytes);
  ASSERT_EQ(capture.index().packets.size(), 2u);
  EXPECT_EQ(capture.index().packets[0].captured_length, 10u);
  EXPECT_EQ(capture.index().packets[0].original_length, kPacket.size());
  EXPECT_EQ(capture.index().packets[1].captured_length, 5u);
  EXPECT_EQ(capture.index().packets[1].offset, 24 + 16 + kPacket.size() + 16);
  EXPECT_EQ(kinds(capture), (std::vector{IssueKind::kCapturedLengthAboveSnaplen}));
}

TEST(Damage, TakesBoundedTimeOnBytesThatLookLikeRecordsEverywhere) {
  // Each offset begins a chain of plausible records of no length.
  ByteVector bytes = pcap_bytes({}, {{0, 0, "a"}, {0, 0, "b"}, {0, 0, "c", 0xffffffff}});
  bytes.resize(bytes.size() + (std::size_t{2} << 20), 1);
  const auto capture = feed(bytes);
  EXPECT_GE(capture->index().packets.size(), 2u);
}

std::vector<PcapRecord> three() {
  return {{kNow, 1, "one"}, {kNow, 2, "two"}, {kNow, 3, "three"}};
}

TEST(Concatenation, MakesASectionOfEachHeader) {
  for (const ByteOrder first : {ByteOrder::kLittle, ByteOrder::kBig}) {
    for (const std::uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du, 0xa1b2cd34u, 0x1c0001acu}) {
      PcapHeader header;
      header.order = first;
      ByteVector bytes = pcap_bytes(header, three());
      const std::uint64_t second = bytes.size();
      PcapHeader other;
      other.order = opposite(first);
      other.magic = magic;
      other.link_type_word = 101;
      if (magic == 0x1c0001ac) other.records_length = 3 * 16 + 11;
      std::vector<PcapRecord> records = three();
      if (magic == 0xa1b2cd34) {
        for (auto& record : records) record.extra = std::string_view("\0\0\0\0\0\0\0\0", 8);
      }
      append(bytes, pcap_bytes(other, records));
      const auto capture = feed(bytes);
      const Index& index = capture->index();
      ASSERT_EQ(index.sections.size(), 2u);
      EXPECT_EQ(index.sections[1].offset, second);
      EXPECT_EQ(index.interfaces[1].section, 1u);
      EXPECT_EQ(index.interfaces[1].link_type, 101);
      ASSERT_EQ(index.packets.size(), 6u);
      EXPECT_EQ(index.packets[2].interface, 0u);
      EXPECT_EQ(index.packets[3].interface, 1u);
      EXPECT_EQ(kinds(*capture), (std::vector{IssueKind::kAnotherCapture}));
      EXPECT_EQ(index.issues.kept()[0].offset, second);
      expect_same_in_any_split(bytes);
    }
  }
}

TEST(Concatenation, SeesAHeaderWithReservedWordsThatAreNotZero) {
  ByteVector bytes = pcap_bytes({}, three());
  PcapHeader header;
  header.thiszone = 3600;
  header.sigfigs = 6;
  append(bytes, pcap_bytes(header, three()));
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().sections.size(), 2u);
  EXPECT_EQ(capture->index().packets.size(), 6u);
  expect_same_in_any_split(bytes);
}

TEST(Concatenation, KeepsAPacketWhoseTimeIsAMagic) {
  // 2011-01-23 22:58:41 is the nanosecond magic in the other byte order.
  std::vector<PcapRecord> records = three();
  records[1].seconds = 0x4d3cb2a1;
  records[1].fraction = 0x00040002;
  const ByteVector bytes = pcap_bytes({}, records);
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().sections.size(), 1u);
  EXPECT_EQ(capture->index().packets.size(), 3u);
  expect_same_in_any_split(bytes);
}

TEST(Concatenation, GoesOnFromDamageToTheNextCapture) {
  ByteVector bytes = with_bad_length({}, 4, 3, 0xffffffff);
  append(bytes, pcap_bytes({}, three()));
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().sections.size(), 2u);
  EXPECT_EQ(capture->index().packets.size(), 6u);
  expect_same_in_any_split(bytes);
}

TEST(Concatenation, TakesTheNextHeaderForACleanEndWhenItDistinguishesVariants) {
  PcapHeader header;
  header.order = ByteOrder::kBig;
  ByteVector bytes = pcap_bytes(header, {{1, 2, "x"}});
  append(bytes, pcap_bytes({}, {}));
  const auto capture = feed(bytes);
  ASSERT_EQ(capture->index().sections.size(), 2u);
  EXPECT_EQ(capture->index().sections[0].variant, "usec");
  EXPECT_EQ(capture->index().packets.size(), 1u);
  expect_same_in_any_split(bytes);
}

TEST(Concatenation, GoesOnFromAnEmptyCapture) {
  ByteVector bytes = pcap_bytes({}, {});
  append(bytes, pcap_bytes({}, three()));
  EXPECT_EQ(feed(bytes)->index().packets.size(), 3u);
  EXPECT_EQ(feed(bytes)->index().sections.size(), 2u);
}

// Whose header is shorter than a record header of SuSE's.
TEST(Concatenation, GoesOnToACaptureWithoutPackets) {
  PcapHeader header;
  header.magic = 0xa1b2cd34;
  PcapRecord record{kNow, 1, kPacket};
  record.extra = std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0", 12);
  ByteVector bytes = pcap_bytes(header, {record, record, record});
  append(bytes, pcap_bytes({}, {}));
  const auto capture = feed(bytes);
  ASSERT_EQ(capture->index().sections.size(), 2u);
  EXPECT_EQ(capture->index().sections[0].variant, "ss990915");
  EXPECT_EQ(kinds(*capture), (std::vector{IssueKind::kAnotherCapture}));
  expect_same_in_any_split(bytes);
}

TEST(Damage, NeverLosesThePacketsBeforeRandomDamage) {
  std::mt19937 random(3);
  const ByteVector right =
      pcap_bytes({}, std::vector<PcapRecord>(20, PcapRecord{kNow, 1, kPacket}));
  const std::size_t record = 16 + kPacket.size();
  for (int round = 0; round < 500; ++round) {
    ByteVector wrong = right;
    const std::size_t at = 24 + 5 * record + random() % (15 * record);
    for (int i = 0; i < 8 && at + i < wrong.size(); ++i) {
      wrong[at + i] = static_cast<std::uint8_t>(random());
    }
    const auto capture = feed(wrong);
    ASSERT_GE(capture->index().packets.size(), 5u);
    ASSERT_EQ(described(*capture), described(*test::feed_byte_by_byte(wrong)));
  }
}

}  // namespace
}  // namespace packetglass
