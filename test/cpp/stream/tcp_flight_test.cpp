// What is under way in a TCP conversation: whole, from its middle, and beyond the limits.
#include "stream/tcp_flight.h"

#include <gtest/gtest.h>

#include "flow/tcp_conversation.h"

namespace packetglass {
namespace {

constexpr std::uint16_t kSyn = TcpSegment::kSyn, kAck = TcpSegment::kAck;
constexpr std::uint16_t kPush = TcpSegment::kPush | kAck;

TcpSegment segment(std::uint32_t sequence, std::uint32_t acknowledgment, std::uint32_t length,
                   std::uint16_t flags = kAck) {
  TcpSegment made;
  made.sequence = sequence;
  made.acknowledgment = acknowledgment;
  made.length = length;
  made.flags = flags;
  made.window = 1000;
  return made;
}

// Each segment is a second after the one before, and in the packet behind.
class TcpFlights : public testing::Test {
 protected:
  TcpPast add(unsigned side, const TcpSegment& each) {
    TcpAnalysis analysis;
    ++packet_;
    conversation_.add(each, side, now(), packet_, aside_, analysis);
    TcpPast past;
    flight_.add(each, analysis, side, now(), packet_, past);
    return past;
  }
  Nanoseconds now() const { return static_cast<Nanoseconds>(packet_) * kNanosecondsPerSecond; }
  void handshake() {
    add(0, segment(99, 0, 0, kSyn));
    add(1, segment(499, 100, 0, kSyn | kAck));
    add(0, segment(100, 500, 0));
  }

  std::uint32_t packet_ = 0;
  TcpConversation conversation_;
  TcpAside aside_;
  TcpFlight flight_;
};

TEST_F(TcpFlights, NamesTheSegmentThatIsAcknowledged) {
  EXPECT_EQ(add(0, segment(99, 0, 0, kSyn)).acknowledged, 0u);
  const TcpPast answer = add(1, segment(499, 100, 0, kSyn | kAck));
  EXPECT_EQ(answer.acknowledged, 1u);
  EXPECT_EQ(answer.acknowledged_after, kNanosecondsPerSecond);
  EXPECT_FALSE(answer.round_trip);
  const TcpPast third = add(0, segment(100, 500, 0));
  EXPECT_EQ(third.acknowledged, 2u);
  EXPECT_EQ(third.round_trip, 2 * kNanosecondsPerSecond);
}

TEST_F(TcpFlights, CountsWhatWaitsForItsAcknowledgment) {
  handshake();
  EXPECT_EQ(add(0, segment(100, 500, 10)).in_flight, 10u);
  EXPECT_EQ(add(0, segment(110, 500, 10)).in_flight, 20u);
  EXPECT_EQ(add(1, segment(500, 110, 0)).acknowledged, 4u);
  EXPECT_EQ(add(0, segment(120, 500, 5)).in_flight, 15u);
  EXPECT_EQ(add(1, segment(500, 122, 0)).acknowledged, 0u);  // within a segment
  EXPECT_EQ(add(0, segment(125, 500, 1)).in_flight, 4u);
}

TEST_F(TcpFlights, DoesNotCountAFin) {
  handshake();
  EXPECT_EQ(add(0, segment(100, 500, 10, kAck | TcpSegment::kFin)).in_flight, 10u);
}

TEST_F(TcpFlights, OfASegmentSentTwiceTheFirstOneIsAcknowledged) {
  handshake();
  add(0, segment(100, 500, 10));
  add(0, segment(100, 500, 10));
  EXPECT_EQ(add(1, segment(500, 110, 0)).acknowledged, 4u);
}

TEST_F(TcpFlights, CountsBytesSinceTheLastPush) {
  handshake();
  EXPECT_EQ(add(0, segment(100, 500, 10)).since_push, 10u);
  EXPECT_EQ(add(0, segment(110, 500, 10, kPush)).since_push, 20u);
  EXPECT_EQ(add(0, segment(120, 500, 7)).since_push, 7u);
}

TEST_F(TcpFlights, CountsNothingBehindALostSegmentUntilTheOtherSideAnswers) {
  handshake();
  EXPECT_EQ(add(0, segment(110, 500, 10)).in_flight, 0u);
  EXPECT_EQ(add(0, segment(120, 500, 10)).in_flight, 0u);
  add(1, segment(500, 120, 0));
  EXPECT_EQ(add(0, segment(130, 500, 10)).in_flight, 20u);
}

TEST_F(TcpFlights, CountsTheByteOfAKeepAlive) {
  handshake();
  add(0, segment(100, 500, 10));
  const TcpPast past = add(0, segment(109, 500, 1));
  EXPECT_EQ(past.in_flight, 10u);
  EXPECT_EQ(past.since_push, 11u);
}

TEST_F(TcpFlights, DoesNotCountWhatTheOtherSideHasBySack) {
  handshake();
  add(0, segment(100, 500, 10));
  add(0, segment(110, 500, 10));
  TcpSegment sack = segment(500, 100, 0);
  sack.sacked = 10;
  add(1, sack);
  EXPECT_EQ(add(0, segment(120, 500, 10)).in_flight, 20u);
  add(1, segment(500, 100, 0));  // its last segment counts
  EXPECT_EQ(add(0, segment(130, 500, 10)).in_flight, 40u);
}

TEST_F(TcpFlights, SaysNothingWhereSackHasMoreThanWasSent) {
  handshake();
  TcpSegment sack = segment(500, 100, 0);
  sack.sacked = 11;
  add(1, sack);
  const TcpPast past = add(0, segment(100, 500, 10));
  EXPECT_EQ(past.in_flight, 0u);
  EXPECT_EQ(past.since_push, 0u);
}

TEST_F(TcpFlights, SaysHowCompleteTheConversationWasBeforeEachSegment) {
  EXPECT_EQ(add(0, segment(99, 0, 0, kSyn)).completeness, 0);
  EXPECT_EQ(add(1, segment(499, 100, 0, kSyn | kAck)).completeness, 1);
  EXPECT_EQ(add(0, segment(100, 500, 0)).completeness, 3);
  EXPECT_EQ(add(0, segment(100, 500, 10)).completeness, 7);
  EXPECT_EQ(add(0, segment(110, 500, 0, TcpSegment::kFin | kAck)).completeness, 15);
  EXPECT_EQ(add(1, segment(500, 111, 0, TcpSegment::kReset)).completeness, 31);
  EXPECT_EQ(add(1, segment(500, 111, 0, kAck)).completeness, 63);
}

TEST_F(TcpFlights, InTheMiddleSaysOnlyWhatIsSure) {
  handshake();
  add(0, segment(100, 500, 10));
  flight_.forget();
  EXPECT_EQ(add(0, segment(110, 500, 10)).in_flight, 0u);    // and 10 that are not known here
  EXPECT_EQ(add(1, segment(500, 110, 0)).acknowledged, 0u);  // of the one that is not known
  EXPECT_EQ(add(0, segment(120, 500, 10)).in_flight, 20u);
  EXPECT_EQ(add(1, segment(500, 120, 0)).acknowledged, 5u);
}

TEST_F(TcpFlights, InTheMiddleARetransmissionIsNotTakenForTheFirst) {
  handshake();
  add(0, segment(100, 500, 10));
  flight_.forget();
  add(0, segment(100, 500, 10));
  EXPECT_EQ(add(1, segment(500, 110, 0)).acknowledged, 0u);
}

TEST_F(TcpFlights, ForgetsWhatIsTooMuchAndSaysNothingOfIt) {
  handshake();
  std::uint32_t sequence = 100;
  for (std::size_t i = 0; i < TcpFlight::kMostSegments; ++i) add(0, segment(sequence++, 500, 1));
  EXPECT_EQ(add(0, segment(sequence++, 500, 1)).in_flight, 0u);
  EXPECT_EQ(add(1, segment(500, 101, 0)).acknowledged, 0u);
  add(1, segment(500, sequence, 0));
  EXPECT_EQ(add(0, segment(sequence, 500, 1)).in_flight, 1u);
}

TEST_F(TcpFlights, SequenceNumbersMayWrap) {
  add(0, segment(0xfffffff0, 0, 0, kSyn));
  add(1, segment(1, 0xfffffff1, 0, kSyn | kAck));
  EXPECT_EQ(add(0, segment(0xfffffff1, 2, 0x20)).in_flight, 0x20u);
  EXPECT_EQ(add(1, segment(2, 0x11, 0)).acknowledged, 3u);
}

// The bytes that wait at a checkpoint are known, their segments are not.
TEST_F(TcpFlights, BehindACheckpointCountsWhatWaitedThere) {
  handshake();
  add(0, segment(100, 500, 10));
  add(0, segment(110, 500, 10));
  add(1, segment(500, 110, 0));
  flight_ = TcpFlight(conversation_.checkpoint(aside_));
  EXPECT_EQ(add(0, segment(120, 500, 10)).in_flight, 20u);
  EXPECT_EQ(add(1, segment(500, 120, 0)).acknowledged, 0u);
  EXPECT_EQ(add(0, segment(130, 500, 10)).in_flight, 20u);
  const TcpPast last = add(1, segment(500, 130, 0));
  EXPECT_EQ(last.acknowledged, 7u);
  EXPECT_EQ(last.round_trip, 2 * kNanosecondsPerSecond);
}

TEST_F(TcpFlights, BehindACheckpointARetransmissionIsNotTakenForTheFirst) {
  handshake();
  add(0, segment(100, 500, 10));
  flight_ = TcpFlight(conversation_.checkpoint(aside_));
  EXPECT_EQ(add(0, segment(100, 500, 10)).in_flight, 10u);
  EXPECT_EQ(add(1, segment(500, 110, 0)).acknowledged, 0u);
}

TEST_F(TcpFlights, BehindACheckpointSaysNothingOfASideThatWasNeverAnswered) {
  add(0, segment(100, 500, 10));
  flight_ = TcpFlight(conversation_.checkpoint(aside_));
  EXPECT_EQ(add(0, segment(110, 500, 10)).in_flight, 0u);
}

}  // namespace
}  // namespace packetglass
