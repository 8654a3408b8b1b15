// Records that are longer than is believed of one by itself.
#include <gtest/gtest.h>

#include <algorithm>

#include "format/pcap/writer.h"
#include "record/limits.h"
#include "support/feed.h"
#include "support/observed.h"

namespace packetglass {
namespace {

using namespace test;
using Kinds = std::vector<IssueKind>;

constexpr std::uint32_t kLarge = kMaxCaptured + 37'856;  // 300,000

constexpr std::uint32_t kNow = 1'700'000'000;

PcapHeader with_snaplen(std::uint32_t snaplen) {
  PcapHeader header;
  header.snaplen = snaplen;
  return header;
}

const std::string& payload() {
  static const std::string bytes(kLarge, 'p');
  return bytes;
}

Kinds kinds_of(const Observed& seen) {
  Kinds all;
  for (const Issue& issue : seen.issues) all.push_back(issue.kind);
  return all;
}

TEST(LargeRecord, IsReadUpToTheSnaplen) {
  for (const std::uint32_t snaplen : {0u, kLarge, 400'000u, 0x7fffffffu}) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      PcapHeader header = with_snaplen(snaplen);
      header.order = order;
      const ByteVector source = pcap_bytes(header, {{1, 0, "before"},
                                                    {2, 0, payload()},
                                                    {3, 0, payload()},
                                                    {400'000'000, 0, "behind"},
                                                    {400'000'001, 0, "end"}});
      const Observed seen = observe(source);
      EXPECT_EQ(kinds_of(seen), Kinds{}) << snaplen;
      EXPECT_EQ(seen.wrong(), "");
      ASSERT_EQ(seen.packets().size(), 5u);
      EXPECT_EQ(seen.packets()[1].bytes.size(), kLarge);
      EXPECT_EQ(seen.packets()[2].bytes.size(), kLarge);
    }
  }
}

TEST(LargeRecord, IsTheSameHoweverItsBytesCome) {
  const ByteVector source = pcap_bytes(
      with_snaplen(0), {{1, 0, "before"}, {2, 0, payload()}, {3, 0, "x"}, {4, 0, payload()}});
  const std::string whole = described(*feed(source));
  for (const std::size_t at : {std::size_t{25}, std::size_t{47}, std::size_t{63}, std::size_t{64},
                               kLarge + std::size_t{62}, kLarge + std::size_t{63},
                               kLarge + std::size_t{79}, source.size() - 1}) {
    EXPECT_EQ(described(*feed(source, {at})), whole) << at;
  }
  EXPECT_EQ(described(*feed(source, std::vector<std::size_t>(source.size() / 997, 997))), whole);
  EXPECT_EQ(feed(source)->index().packets.size(), 4u);
}

TEST(LargeRecord, OfMoreThanTheSnaplenIsDamageAsBefore) {
  const Observed seen = observe(pcap_bytes(
      with_snaplen(kLarge - 1),
      {{kNow, 0, "before"}, {kNow, 0, payload()}, {kNow, 0, "good"}, {kNow, 0, "better"}}));
  EXPECT_EQ(kinds_of(seen),
            (Kinds{IssueKind::kCapturedLengthAboveMaximum, IssueKind::kBytesSkipped}));
  EXPECT_EQ(seen.packets().size(), 3u);
}

// A damaged length that lies within the snaplen must not swallow what follows.
TEST(LargeRecord, IsNotBelievedWhereNoRecordFollows) {
  std::vector<PcapRecord> records{{1, 0, "before"}, {2, 0, "damaged", 300'000u}};
  for (std::uint32_t i = 0; i < 20'000; ++i) records.push_back({3 + i, 0, "a packet that stays"});
  const ByteVector source = pcap_bytes(with_snaplen(0), records);
  const Observed seen = observe(source);
  EXPECT_EQ(kinds_of(seen),
            (Kinds{IssueKind::kCapturedLengthAboveMaximum, IssueKind::kBytesSkipped}));
  EXPECT_EQ(seen.packets().size(), 20'001u);
  EXPECT_EQ(seen.wrong(), "");
}

TEST(LargeRecord, IsNotBelievedWhereItIsNotAllThere) {
  std::vector<PcapRecord> records{{1, 0, "before"}, {2, 0, "damaged", 200'000'000u}};
  for (std::uint32_t i = 0; i < 1'000; ++i) records.push_back({3 + i, 0, "a packet that stays"});
  const Observed seen = observe(pcap_bytes(with_snaplen(0), records));
  EXPECT_EQ(kinds_of(seen),
            (Kinds{IssueKind::kCapturedLengthAboveMaximum, IssueKind::kBytesSkipped}));
  EXPECT_EQ(seen.packets().size(), 1'001u);
}

TEST(LargeRecord, IsWrittenWhereReadersWillBelieveIt) {
  for (const std::uint32_t snaplen : {0u, kLarge, kLarge - 1, kMaxCaptured}) {
    pcap::WriterOptions options;
    options.snaplen = snaplen;
    ByteVector out;
    pcap::PcapWriter writer(options, out);
    const auto error = writer.write(5, bytes_of(payload()), kLarge);
    const bool fits = snaplen == 0 || snaplen >= kLarge;
    EXPECT_EQ(error.has_value(), !fits) << snaplen;
    EXPECT_EQ(feed(out)->index().packets.size(), fits ? 1u : 0u);
  }
}

}  // namespace
}  // namespace packetglass
