// The order of bytes in TCP streams: late, early, lost, again, truncated, hostile.
#include "stream/tcp_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/text.h"

namespace packetglass {
namespace {

// What was handed on as text: "abc", gaps as "<3>", the end as ".".
class Said final : public StreamSink {
 public:
  void piece(const StreamPiece& piece) override {
    std::string& said = side[piece.side];
    said += text_of(piece.bytes);
    if (piece.missing != 0) said += "<" + std::to_string(piece.missing) + ">";
    EXPECT_NE(piece.bytes.empty(), piece.missing == 0);
    EXPECT_EQ(piece.offset, sent[piece.side]);
    sent[piece.side] += piece.bytes.size() + piece.missing;
    packets.push_back(piece.packet);
  }
  void end(const StreamPiece& at) override {
    EXPECT_EQ(at.offset, sent[at.side]);
    side[at.side] += ".";
  }

  std::string side[2];
  std::uint64_t sent[2] = {};
  std::vector<std::uint64_t> packets;
};

class TcpStreams : public testing::Test {
 protected:
  // Numbers count from the first byte.
  void say(unsigned side, std::uint32_t at, std::string_view text, std::uint16_t flags = 0,
           std::size_t captured = ~std::size_t{0}) {
    TcpSegment tcp{.sequence = first_ + at,
                   .length = static_cast<std::uint32_t>(text.size()),
                   .flags = flags};
    const Payload payload{bytes_of(text.substr(0, captured)), text.size()};
    stream_.add({side, ++packet_, 0, tcp, payload}, said_);
  }
  void acknowledge(unsigned side, std::uint32_t up_to) {
    TcpSegment tcp{.sequence = first_, .acknowledgment = first_ + up_to, .flags = 0x10};
    stream_.add({side, ++packet_, 0, tcp, {}}, said_);
  }
  std::string finish() {
    stream_.give_up(said_);
    return said_.side[0];
  }

  std::uint32_t first_ = 1000;
  std::uint64_t packet_ = 0;
  TcpStream stream_;
  Said said_;
};

TEST_F(TcpStreams, AreHandedOnAtOnceWhereTheyAreInOrder) {
  say(0, 0, "ab");
  EXPECT_EQ(said_.side[0], "ab");
  say(1, 500, "xyz");  // begins where it begins
  say(0, 2, "cd");
  EXPECT_EQ(said_.side[0], "abcd");
  EXPECT_EQ(said_.side[1], "xyz");
  EXPECT_EQ(said_.packets, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST_F(TcpStreams, CountSynAndFinAsOneByteEach) {
  say(0, 0, "", TcpSegment::kSyn);
  say(0, 1, "ab", TcpSegment::kFin);
  EXPECT_EQ(said_.side[0], "ab.");
  say(0, 1, "ab", TcpSegment::kFin);  // once more
  EXPECT_EQ(finish(), "ab.");
}

TEST_F(TcpStreams, EndOnlyWhenAllIsThere) {
  say(0, 0, "a");
  say(0, 3, "d", TcpSegment::kFin);
  EXPECT_EQ(said_.side[0], "a");
  say(0, 1, "bc");
  EXPECT_EQ(said_.side[0], "abcd.");
  EXPECT_EQ(said_.packets, (std::vector<std::uint64_t>{1, 3, 2}));
}

TEST_F(TcpStreams, SayWhatCameTwiceOnceAndTheFirst) {
  say(0, 0, "abcd");
  say(0, 0, "WXYZ");
  say(0, 2, "YZef");
  say(0, 1, "X");
  EXPECT_EQ(finish(), "abcdef");
}

TEST_F(TcpStreams, KnowGapsByWhatTheOtherSideAcknowledges) {
  say(0, 0, "ab");
  say(0, 5, "fg");
  acknowledge(1, 5);  // all of the gap, nothing of what waits
  EXPECT_EQ(said_.side[0], "ab");
  acknowledge(1, 6);
  EXPECT_EQ(said_.side[0], "ab<3>fg");
  EXPECT_EQ(said_.packets.back(), 2u);
  EXPECT_EQ(said_.packets[1], 4u);  // the gap was shown by the acknowledgment
  say(0, 2, "cde");                 // too late
  EXPECT_EQ(finish(), "ab<3>fg");
}

TEST_F(TcpStreams, ReportEveryGapAtTheEnd) {
  say(0, 0, "a");
  say(0, 9, "j", TcpSegment::kFin);
  say(0, 4, "e");
  EXPECT_EQ(finish(), "a<3>e<4>j.");
}

TEST_F(TcpStreams, ReportWhatTheSnaplenTruncated) {
  say(0, 0, "abcdef", 0, 2);
  say(0, 6, "gh", 0, 0);
  say(0, 8, "i");
  EXPECT_EQ(finish(), "ab<4><2>i");
}

TEST_F(TcpStreams, WaitBeyondTheLargestSequenceNumber) {
  first_ = ~0u - 2;
  say(0, 0, "ab");
  say(0, 4, "ef");
  say(0, 2, "cd");
  say(0, 6, "gh");
  EXPECT_EQ(finish(), "abcdefgh");
}

// Every order of six overlapping segments, whose first one begins the stream.
TEST_F(TcpStreams, AreTheSameInEveryOrderOfTheirSegments) {
  const std::string text = "abcdefghijklm";
  std::vector<std::pair<std::uint32_t, std::size_t>> parts{
      {1, 3}, {3, 4}, {5, 1}, {6, 5}, {10, 3}};
  std::sort(parts.begin(), parts.end());
  do {
    TcpStream stream;
    Said said;
    std::uint64_t packet = 0;
    const auto add = [&](std::uint32_t at, std::size_t size) {
      const TcpSegment tcp{.sequence = at - 5, .length = static_cast<std::uint32_t>(size)};
      stream.add({0, ++packet, 0, tcp, {bytes_of(text).subspan(at, size), size}}, said);
    };
    add(0, 1);
    for (const auto& [at, size] : parts) add(at, size);
    EXPECT_EQ(said.side[0], text);
    EXPECT_EQ(stream.waiting(), 0u);
  } while (std::next_permutation(parts.begin(), parts.end()));
}

TEST_F(TcpStreams, NeverKeepMoreThanTheirLimit) {
  const std::string part(60'000, 'x');
  say(0, 0, "a");
  std::size_t most = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    say(0, 10 + i * 60'001, part);  // a byte is missing between any two
    most = std::max(most, stream_.waiting());
  }
  EXPECT_LE(most, TcpSideStream::kMaxWaiting);
  EXPECT_GT(most, TcpSideStream::kMaxWaiting - 2 * part.size());
  stream_.give_up(said_);
  EXPECT_EQ(stream_.waiting(), 0u);
  EXPECT_EQ(said_.sent[0], 10u + 100 * 60'001 - 1);
}

TEST_F(TcpStreams, NeverKeepMoreSegmentsThanTheirLimit) {
  say(0, 0, "a");
  for (std::uint32_t i = 0; i < 3000; ++i) say(0, 2 + 2 * i, "x");
  EXPECT_EQ(stream_.waiting(), TcpSideStream::kMaxSegments);
  EXPECT_EQ(said_.side[0].substr(0, 9), "a<1>x<1>x");
}

// Segments anywhere, with any flags: each byte of the stream is reported once, in order.
TEST_F(TcpStreams, ReportEachByteOnceWhateverComes) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    TcpStream stream;
    Said said;
    for (std::uint64_t packet = 1; packet < 60; ++packet) {
      const std::uint32_t wild = random() % 16 == 0 ? random() : random() % 64;
      const std::string text(random() % 20, 'x');
      const TcpSegment tcp{.sequence = wild,
                           .acknowledgment = static_cast<std::uint32_t>(random() % 64),
                           .length = static_cast<std::uint32_t>(text.size()),
                           .flags = static_cast<std::uint16_t>(random() % 64)};
      const std::size_t captured = random() % (text.size() + 1);
      stream.add({static_cast<unsigned>(random() % 2),
                  packet,
                  0,
                  tcp,
                  {bytes_of(text).first(captured), text.size()}},
                 said);
    }
    stream.give_up(said);
    EXPECT_EQ(stream.waiting(), 0u);
  }
}

}  // namespace
}  // namespace packetglass
