// Captures in pieces: however the bytes come, the index is the same.
#include <gtest/gtest.h>

#include <random>

#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass::pcapng {
namespace {

using test::ByteVector;
using test::described;
using test::feed;
using test::PcapngBytes;
using test::operator+;

struct Sample {
  const char* name;
  ByteVector bytes;
};

ByteVector without_last(ByteVector bytes, std::size_t count) {
  bytes.resize(bytes.size() - count);
  return bytes;
}

// Whole, unusual, damaged and truncated captures, in both byte orders.
std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector head = make.section(make.option(1, PcapngBytes::text("comment"))) +
                            make.interface(1, 8, make.option(9, {9}));
    const ByteVector packet = make.enhanced({1, "packet", 0, {}, {}, make.option(2, make.u32(1))});
    const ByteVector good = head + packet + make.simple("simple") + make.obsolete({2, "old"});
    const ByteVector next = make.enhanced({3, "next"}) + make.enhanced({4, "last"});
    all.push_back({"whole", good + next});
    all.push_back({"two sections", good + good});
    all.push_back({"truncated", without_last(good, 5)});
    all.push_back({"truncated in the header", without_last(make.section(), 3)});
    all.push_back({"other version", make.section({}, 12, 3, 7) + packet + good});
    all.push_back({"impossible length", good + make.enhanced({1, "bad"}, {3}) + next});
    all.push_back({"length beyond the end", good + make.enhanced({1, "bad"}, {9000}) + next});
    all.push_back({"lengths differ", good + make.enhanced({1, "bad"}, {{}, 7}) + next});
    all.push_back({"damaged", good + make.enhanced({1, "bad"}, {44}) + next});
    all.push_back({"unaligned", good + make.enhanced({1, "bad"}, {35}) + next});
    all.push_back({"unknown interface", make.section() + packet + head + packet});
    all.push_back({"text mode", good + make.block(0x0a0d0a01, {}) + next});
    all.push_back({"zeros behind", good + ByteVector(100)});
    all.push_back({"header of a wrong length",
                   make.block(kSectionHeader, make.section_body(), {7}) + head + packet + next});
    all.push_back({"then pcap", good + test::pcap_bytes({order}, {{1, 2, "classic"}}) + good});
  }
  return all;
}

// What feed.h does not describe.
std::string all_of(const Capture& capture) {
  std::string text = described(capture);
  const BlockColumns& blocks = capture.index().blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    text += "block " + std::to_string(blocks[i].type) + " at " + std::to_string(blocks[i].offset) +
            " of " + std::to_string(blocks[i].section) + "\n";
  }
  return text;
}

TEST(PcapngSplits, WholeAndByteByByteAreTheSame) {
  for (const auto& [name, bytes] : samples()) {
    EXPECT_EQ(all_of(*feed(bytes)), all_of(*test::feed_byte_by_byte(bytes))) << name;
  }
}

TEST(PcapngSplits, EveryTwoWaySplitIsTheSame) {
  for (const auto& [name, bytes] : samples()) {
    const std::string whole = all_of(*feed(bytes));
    for (std::size_t split = 0; split <= bytes.size(); ++split) {
      ASSERT_EQ(whole, all_of(*feed(bytes, {split}))) << name << " split at " << split;
    }
  }
}

// A capture of more than a look-ahead, damaged in places.
TEST(PcapngSplits, RandomPiecesOfADamagedCaptureAreTheSame) {
  const PcapngBytes make(ByteOrder::kBig);
  ByteVector bytes = make.section() + make.interface(1, 0) + make.interface(1, 0);
  const std::string packet(1500, 'p');
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const ByteVector block = make.enhanced({i, packet, i % 2});
    bytes.insert(bytes.end(), block.begin(), block.end());
  }
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i) bytes[100 + random() % (bytes.size() - 100)] ^= 0x40;
  for (const std::size_t offset : {std::size_t{200'000}, std::size_t{2'500'000}}) {
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), 5000, 0xff);
  }
  const auto capture = feed(bytes);
  const std::string whole = all_of(*capture);
  EXPECT_GT(capture->index().packets.size(), 1950u);
  EXPECT_GE(capture->index().issues.count(IssueKind::kBytesSkipped), 2u);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::size_t> sizes;
    for (std::size_t sum = 0; sum < bytes.size(); sum += sizes.back()) {
      sizes.push_back(random() % 300'000);
    }
    ASSERT_EQ(whole, all_of(*feed(bytes, sizes))) << round;
  }
}

TEST(PcapngSplits, WhatIsBeforeRandomDamageIsKept) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector good = make.section() + make.interface() + make.enhanced({1, "kept"});
  const ByteVector right = good + make.enhanced({2, "two"}) + make.simple("3") +
                           make.enhanced({4, "four", 0, {}, {}, make.option(2, make.u32(1))}) +
                           make.section() + make.interface() + make.enhanced({5, "five"});
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    ByteVector wrong = right;
    for (int flips = 0; flips < 3; ++flips) {
      wrong[good.size() + random() % (wrong.size() - good.size())] =
          static_cast<std::uint8_t>(random());
    }
    const auto capture = feed(wrong);
    ASSERT_GE(capture->index().packets.size(), 1u);
    ASSERT_EQ(capture->index().packets[0].captured_length, 4u);
    ASSERT_EQ(all_of(*capture), all_of(*test::feed_byte_by_byte(wrong))) << round;
  }
}

// Blocks claim what their second length does not confirm: each costs a look, none a search of all
// that follows.
TEST(PcapngSplits, HostileLengthsTakeBoundedTime) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector head = make.section() + make.interface();
  const ByteVector good = make.enhanced({1, "good"});
  for (const std::uint32_t claimed : {44u, 48u, 1u << 20, 64u << 20}) {
    const ByteVector bad = make.block(kEnhancedPacket, ByteVector(32), {claimed, 52});
    ByteVector bytes = head;
    while (bytes.size() < (std::size_t{8} << 20)) {
      for (const ByteVector& block : {bad, good, good, good}) {
        bytes.insert(bytes.end(), block.begin(), block.end());
      }
    }
    const auto capture = feed(bytes);
    EXPECT_EQ(capture->error(), std::nullopt);
    EXPECT_GT(capture->index().issues.count(), 0u) << claimed;
    EXPECT_GT(capture->index().packets.size(), 10'000u) << claimed;
  }
}

}  // namespace
}  // namespace packetglass::pcapng
