// Analysis flags of single conversations; those of many segments are compared with tshark's by
// test/web/tcp-flags.test.js.
#include "flow/tcp_conversation.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

constexpr std::uint16_t kSyn = TcpSegment::kSyn, kAck = TcpSegment::kAck;
using Flag = TcpAnalysisFlag;

// Each segment is a second after the one before.
class TcpConversations : public testing::Test {
 protected:
  TcpAnalysis add(unsigned side, const TcpSegment& segment) {
    TcpAnalysis found;
    ++packet_;
    const Nanoseconds time = static_cast<Nanoseconds>(packet_) * kNanosecondsPerSecond;
    conversation_.add(segment, side, time, packet_, aside_, found);
    return found;
  }
  TcpAnalysis send(unsigned side, std::uint32_t sequence, std::uint32_t acknowledgment,
                   std::uint32_t length, std::uint16_t window = 1000) {
    return add(side, {.sequence = sequence,
                      .acknowledgment = acknowledgment,
                      .length = length,
                      .window = window,
                      .flags = kAck});
  }
  void open(std::uint8_t shift, std::uint8_t other) {
    add(0, {.sequence = 99, .window = 1000, .flags = kSyn, .shift = shift});
    add(1, {.sequence = 499,
            .acknowledgment = 100,
            .window = 1000,
            .flags = kSyn | kAck,
            .shift = other});
    send(0, 100, 500, 0);
  }
  void open() { open(TcpSegment::kNoShift, TcpSegment::kNoShift); }
  TcpFacts facts(unsigned side, std::uint64_t packet) const {
    return conversation_.facts_of(side, packet, aside_);
  }

  std::uint32_t packet_ = 0;
  TcpConversation conversation_;
  TcpAside aside_;
};

TEST_F(TcpConversations, WhatLiesInAGapIsUnseenWhenItIsAcknowledged) {
  open();
  send(1, 500, 100, 12);
  EXPECT_TRUE(send(1, 524, 100, 12).is(Flag::kLostSegment));
  EXPECT_TRUE(send(0, 100, 536, 0).is(Flag::kAckedLost));
  EXPECT_FALSE(send(0, 100, 536, 1).is(Flag::kAckedLost));  // once
}

TEST_F(TcpConversations, AGapThatIsClosedIsNotUnseen) {
  open();
  send(1, 500, 100, 12);
  send(1, 524, 100, 12);
  send(1, 512, 100, 12);
  EXPECT_FALSE(send(0, 100, 536, 0).is(Flag::kAckedLost));
}

TEST_F(TcpConversations, WhatWasAcknowledgedIsSentAgainForNothing) {
  open();
  send(0, 100, 500, 10);
  send(1, 500, 110, 0);
  const TcpAnalysis found = send(0, 100, 500, 10);
  EXPECT_TRUE(found.is(Flag::kSpuriousRetransmission));
  EXPECT_TRUE(found.repeats());
}

TEST_F(TcpConversations, WhatWasAcknowledgedBeforeItCameIsNotSentAgain) {
  open();
  send(1, 500, 110, 0);
  const TcpAnalysis found = send(0, 100, 500, 10);
  EXPECT_TRUE(found.is(Flag::kSpuriousRetransmission));
  EXPECT_FALSE(found.repeats());
}

TEST_F(TcpConversations, ARetransmissionIsSentAgainAndALostSegmentIsNot) {
  open();
  send(0, 100, 500, 10);
  EXPECT_TRUE(send(0, 100, 500, 10).repeats());
  EXPECT_FALSE(send(0, 200, 500, 10).repeats());
}

TEST_F(TcpConversations, ASynAckByAnotherNumberUsesPortsAgainAndCountsAnew) {
  open();
  const TcpAnalysis found =
      add(1, {.sequence = 9000, .acknowledgment = 100, .window = 1000, .flags = kSyn | kAck});
  EXPECT_TRUE(found.is(Flag::kPortsReused));
  EXPECT_EQ(facts(1, packet_).first_sequence, 9000u);
  EXPECT_EQ(facts(0, packet_).first_acknowledgment, 9000u);
  EXPECT_EQ(facts(1, packet_ - 1u).first_sequence, 499u);  // before it
}

TEST_F(TcpConversations, ASynThatIsSentAgainIsARetransmissionAlone) {
  open();
  const TcpAnalysis found = add(0, {.sequence = 99, .window = 1000, .flags = kSyn});
  EXPECT_EQ(found.flags, static_cast<std::uint16_t>(Flag::kRetransmission));
}

TEST_F(TcpConversations, WindowsAreScaledByTheSideThatWasCaptured) {
  add(0, {.sequence = 99, .window = 1000, .flags = kSyn, .shift = 7});
  send(0, 100, 500, 0);
  EXPECT_EQ(facts(0, 1).shift, 7);
  EXPECT_EQ(facts(0, 2).shift, 7);
  EXPECT_EQ(facts(1, 2).shift, TcpSegment::kNoShift);
}

TEST_F(TcpConversations, WindowsAreNotScaledFromWhereOneSideSaidNothingOfIt) {
  open(7, TcpSegment::kNoShift);
  EXPECT_EQ(facts(0, 1).shift, 7);
  EXPECT_EQ(facts(0, 2).shift, TcpFacts::kUnscaled);
  EXPECT_EQ(facts(1, 3).shift, TcpFacts::kUnscaled);
}

TEST_F(TcpConversations, AShiftAbove14Means14) {
  open(14, 200);
  EXPECT_EQ(facts(1, packet_).shift, 14);
}

TEST_F(TcpConversations, ASegmentThatEndsWithTheScaledWindowFillsIt) {
  open(0, 2);
  send(1, 500, 100, 0, 25);
  EXPECT_FALSE(send(0, 100, 500, 99).is(Flag::kWindowFull));
  EXPECT_TRUE(send(0, 199, 500, 1).is(Flag::kWindowFull));
}

TEST_F(TcpConversations, AByteBeyondAWindowOfZeroProbesIt) {
  open();
  EXPECT_TRUE(send(1, 500, 100, 0, 0).is(Flag::kZeroWindow));
  EXPECT_TRUE(send(0, 100, 500, 1).is(Flag::kZeroWindowProbe));
  EXPECT_TRUE(send(1, 500, 100, 0, 0).is(Flag::kZeroWindowProbeAck));
  EXPECT_TRUE(send(1, 500, 100, 0, 9).is(Flag::kWindowUpdate));
}

}  // namespace
}  // namespace packetglass
