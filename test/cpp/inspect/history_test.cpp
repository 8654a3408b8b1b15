// What is said of a packet is the same whether all before it were read or a few are read again.
#include <gtest/gtest.h>

#include "support/every_capture.h"
#include "support/histories.h"
#include "support/tcp_traffic.h"

namespace packetglass {
namespace {

using test::TcpTraffic;

// Returns how often a text has the word.
std::size_t count_of(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

// Compares each packet, or each `step`-th one; returns how often the texts have the word.
std::size_t expect_same(Bytes source, const std::string& word, std::uint64_t step = 1,
                        const Choices& choices = test::kUsual) {
  const test::Recalled recalled(source, choices);
  std::size_t found = 0;
  std::uint64_t seen = 0;
  test::each_running(
      source, recalled.summary.related(),
      [&](std::uint64_t i, const std::string& text) {
        ++seen;
        found += count_of(text, word);
        if (i % step != 0 || testing::Test::HasFailure()) return;
        std::size_t read = 0;
        EXPECT_EQ(recalled.text(i, &read), text) << "packet " << i + 1;
        EXPECT_LT(read, 2 * TcpCheckpoint::kEvery) << "packet " << i + 1;
      },
      choices);
  EXPECT_EQ(seen, recalled.size());
  return found;
}

constexpr const char* kAcknowledges = "This is an ACK to the segment in packet";
constexpr const char* kInFlight = "Bytes in flight";

TEST(History, NamesASegmentThatIsAcknowledgedAfterManyOtherPackets) {
  TcpTraffic traffic;
  traffic.handshake(1);
  traffic.send(1, 0, 100);
  for (int i = 0; i < 5000; ++i) traffic.udp();
  traffic.acknowledge(1, 1);
  const auto capture = traffic.capture();
  const test::Recalled recalled(capture);
  const std::string text = recalled.text(recalled.size() - 1);
  EXPECT_NE(text.find(std::string(kAcknowledges) + ": 4"), std::string::npos) << text;
  EXPECT_EQ(expect_same(capture, kAcknowledges, 100), 3u);
}

TEST(History, RemembersEveryConversationHoweverManyOthersThereAre) {
  constexpr int kConversations = 3000;
  TcpTraffic traffic;
  for (int i = 0; i < kConversations; ++i) traffic.send(i, 0, 10);
  for (int i = 0; i < kConversations; ++i) traffic.acknowledge(i, 1);
  EXPECT_EQ(expect_same(traffic.capture(), kAcknowledges, 7), std::size_t{kConversations});
}

TEST(History, OfALongTransferReadsAFewPacketsAgain) {
  TcpTraffic traffic;
  traffic.handshake(1);
  for (int i = 0; i < 3000; ++i) {
    traffic.send(1, 0, 1000 + i % 7, i % 9 == 0);
    if (i % 2 == 1) traffic.acknowledge(1, 1);
    if (i % 500 == 0) traffic.skip(1, 0, 500);  // was not captured
    if (i % 300 == 0) traffic.send_again(1, 0, 1000);
  }
  EXPECT_GT(expect_same(traffic.capture(), kAcknowledges), 1400u);
}

// 4 MB wait for their acknowledgment: more segments than are read again. How many bytes they are
// is known all the same.
TEST(History, CountsTheBytesInFlightOfALargeWindow) {
  constexpr int kSegments = 2900, kSize = 1448;
  TcpTraffic traffic;
  traffic.handshake(1);
  for (int i = 0; i < kSegments; ++i) traffic.send(1, 0, kSize);
  for (int i = 0; i < 300; ++i) traffic.acknowledge_first(1, 1, 2 * kSize);
  for (int i = 0; i < 300; ++i) traffic.send(1, 0, kSize);
  const auto capture = traffic.capture();
  EXPECT_EQ(expect_same(capture, kInFlight), std::size_t{kSegments + 300});
  const std::string text = test::Recalled(capture).text(3 + kSegments - 1);
  EXPECT_NE(text.find(std::string(kInFlight) + ": " + std::to_string(kSegments * kSize)),
            std::string::npos);
}

TEST(History, ReportsTheWindowScaleFromWhereBothSidesSaidIt) {
  TcpTraffic traffic;
  traffic.acknowledge(1, 0);  // before the handshake: its window is not scaled
  for (int i = 0; i < 400; ++i) traffic.udp();
  traffic.handshake(1, 7);
  for (int i = 0; i < 300; ++i) traffic.send(1, 0, 1);
  EXPECT_EQ(expect_same(traffic.capture(), "Window size scaling factor: 128"), 301u);
}

// A pause of many packets: what is read again does not grow with it.
TEST(History, OfAConversationThatPausesReadsNoMore) {
  for (const int pause : {1'000, 10'000, 100'000}) {
    TcpTraffic traffic;
    traffic.handshake(1);
    for (int i = 0; i < 200; ++i) traffic.send(1, 0, 10);
    for (int i = 0; i < pause; ++i) traffic.udp();
    traffic.acknowledge(1, 1);
    const auto capture = traffic.capture();
    const test::Recalled recalled(capture);
    std::size_t read = 0;
    EXPECT_EQ(count_of(recalled.text(recalled.size() - 1, &read), kAcknowledges), 1u);
    EXPECT_EQ(read, 203u);
  }
}

TEST(History, IsTheSameForSegmentsAtRandom) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    expect_same(test::random_tcp_capture(seed, 500), kAcknowledges);
  }
}

TEST(History, IsTheSameForEveryPacketOfEveryCapture) {
  std::size_t captures = 0;
  test::for_every_capture([&](Bytes source) {
    const test::ByteVector bytes(source.begin(), source.end());
    if (test::Recalled(bytes).size() == 0) return;
    ++captures;
    expect_same(bytes, kAcknowledges);
  });
  EXPECT_GT(captures, 20u);
}

// Of damaged segments nothing is reassembled, whichever way they are read.
TEST(History, IsTheSameWhereChecksumsAreVerified) {
  Choices choices;
  for (const char* each : {"ip.check_checksum:TRUE", "tcp.check_checksum:TRUE",
                           "udp.check_checksum:TRUE", "sctp.checksum:Automatic"}) {
    ASSERT_EQ(choices.preferences.set(each), "");
  }
  std::size_t bad = 0;
  test::for_every_capture([&](Bytes source) {
    const test::ByteVector bytes(source.begin(), source.end());
    if (test::Recalled(bytes).size() == 0) return;
    bad += expect_same(bytes, "Checksum Status: Bad", 1, choices);
  });
  EXPECT_GT(bad, 5u);
}

}  // namespace
}  // namespace packetglass
