#include "capture.h"

#include <gtest/gtest.h>

#include <random>

#include "support/feed.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::described;
using test::feed;
using test::pcap_bytes;
using test::PcapHeader;

struct Sample {
  const char* name;
  ByteVector bytes;
};

ByteVector without_last(ByteVector bytes, std::size_t count) {
  bytes.resize(bytes.size() - count);
  return bytes;
}

// Whole, unusual, damaged and truncated captures, in both byte orders and resolutions.
std::vector<Sample> samples() {
  std::vector<Sample> all{
      {"empty", {}}, {"text", {'t', 'e', 'x', 't'}}, {"three bytes", {1, 2, 3}}};
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    for (const std::uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du}) {
      PcapHeader header{order, magic};
      const ByteVector whole =
          pcap_bytes(header, {{1, 2, "first"}, {3, 4, ""}, {5, 6, "the third"}});
      all.push_back({"whole", whole});
      all.push_back({"truncated in a packet", without_last(whole, 3)});
      all.push_back({"truncated in a record header", without_last(whole, 9 + 5)});
      all.push_back({"truncated in the file header", without_last(pcap_bytes(header, {}), 1)});
      all.push_back({"bad length", pcap_bytes(header, {{1, 2, "ok"}, {3, 4, "bad", 0xffffffff}})});
      header.snaplen = 2;
      header.minor = 3;
      header.thiszone = 3600;
      all.push_back({"unusual", pcap_bytes(header, {{1, 0xffffffff, "abc", 3, 1}, {2, 2, "de"}})});
    }
  }
  return all;
}

TEST(Capture, IsTheSameFedWholeOrByteByByte) {
  for (const auto& [name, bytes] : samples()) {
    EXPECT_EQ(described(*feed(bytes)), described(*test::feed_byte_by_byte(bytes))) << name;
  }
}

TEST(Capture, IsTheSameAtEveryTwoWaySplit) {
  for (const auto& [name, bytes] : samples()) {
    const std::string whole = described(*feed(bytes));
    for (std::size_t split = 0; split <= bytes.size(); ++split) {
      ASSERT_EQ(whole, described(*feed(bytes, {split}))) << name << " split at " << split;
    }
  }
}

TEST(Capture, IsTheSameInRandomPiecesOfManyGroups) {
  std::vector<test::PcapRecord> records;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    records.push_back(
        {i, i % 3 == 0 ? 1'500'000u : i, i % 5 == 0 ? "" : "some bytes", {}, i + 10});
  }
  const ByteVector bytes = pcap_bytes({}, records);
  const std::string whole = described(*feed(bytes));
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::size_t> sizes;
    for (std::size_t sum = 0; sum < bytes.size(); sum += sizes.back()) {
      sizes.push_back(random() % 3000);
    }
    ASSERT_EQ(whole, described(*feed(bytes, sizes))) << round;
  }
}

TEST(Capture, KeepsWhatWasReadWhenALaterByteIsRandom) {
  std::mt19937 random(11);
  const ByteVector right = pcap_bytes({}, {{1, 0, "one"}, {2, 0, "two"}, {3, 0, "three"}});
  for (int round = 0; round < 2000; ++round) {
    ByteVector wrong = right;
    for (int flips = 0; flips < 4; ++flips) {
      wrong[24 + 16 + 3 + random() % (wrong.size() - 43)] = static_cast<std::uint8_t>(random());
    }
    const auto capture = feed(wrong);
    ASSERT_GE(capture->index().packets.size(), 1u);
    ASSERT_EQ(described(*capture), described(*test::feed_byte_by_byte(wrong)));
  }
}

TEST(Capture, TakesEverythingAfterAnError) {
  Capture capture;
  const ByteVector text(100, 't');
  EXPECT_EQ(capture.push(text), text.size());
  EXPECT_EQ(capture.push(pcap_bytes({}, {{1, 0, "late"}})), 44u - 4u + 4u);
  EXPECT_EQ(capture.error()->code, ErrorCode::kUnknownFormat);
  EXPECT_EQ(capture.index().packets.size(), 0u);
}

TEST(Capture, ReadsThroughABlockWindow) {
  std::vector<test::PcapRecord> records;
  const std::string packet(1500, 'p');
  for (std::uint32_t i = 0; i < 3000; ++i) records.push_back({i, 0, packet});
  const ByteVector source = pcap_bytes({}, records);
  Capture capture;
  BlockWindow window;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t size = std::min(source.size() - at, BlockWindow::kBlockSize);
    std::copy_n(source.begin() + static_cast<std::ptrdiff_t>(at), size, window.block());
    at += size;
    window.commit(size);
    window.consume(capture.push(window.bytes()));
  }
  capture.finish(window.bytes());
  EXPECT_EQ(described(capture), described(*feed(source)));
}

// Counts what it is shown.
class Counter final : public PacketSink {
 public:
  std::span<const Issue> add(const PacketBatch& batch,
                             std::span<const Interface> interfaces) override {
    packets += batch.count;
    for (std::size_t i = 0; i < batch.count; ++i) {
      bytes += batch.bytes(i).size();
      EXPECT_LT(batch.interface[i], interfaces.size());
    }
    issues.assign(1, {IssueKind::kTooManyConversations, batch.offset[0], packets});
    return issues;
  }

  std::uint64_t packets = 0, bytes = 0;
  std::vector<Issue> issues;
};

TEST(Capture, ShowsItsPacketsToItsObserver) {
  for (const Sample& sample : samples()) {
    Counter counter;
    Capture capture({}, &counter);
    const Bytes source(sample.bytes);
    capture.finish(source.subspan(capture.push(source)));
    const PacketColumns& packets = capture.index().packets;
    std::uint64_t bytes = 0;
    for (std::uint64_t i = 0; i < packets.size(); ++i) bytes += packets[i].captured_length;
    EXPECT_EQ(counter.packets, packets.size()) << sample.name;
    EXPECT_EQ(counter.bytes, bytes) << sample.name;
  }
}

// Counter finds something in each batch.
TEST(Capture, KeepsWhatItsObserverFindsWrong) {
  Counter counter;
  Capture capture({}, &counter);
  const ByteVector source = pcap_bytes({}, std::vector<test::PcapRecord>(300, {1, 0, "abc"}));
  capture.finish(Bytes(source).subspan(capture.push(source)));
  const IssueLog& issues = capture.index().issues;
  EXPECT_EQ(issues.count(IssueKind::kTooManyConversations), 3u);
  EXPECT_EQ(issues.kept().back().packet, 300u);
  EXPECT_EQ(issues.kept().front().offset, 24u + 16);
}

}  // namespace
}  // namespace packetglass
