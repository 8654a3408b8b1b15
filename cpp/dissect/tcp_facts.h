// What is known of a TCP segment: what stands in it, and what the segments before it say of it.
#pragma once

#include <cstdint>

namespace packetglass {

// What stands in it.
struct TcpSegment {
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgment = 0;
  std::uint32_t length = 0;       // of the payload, bytes
  std::uint16_t window = 0;       // as it stands
  std::uint16_t flags = 0;        // 12 bits
  std::uint8_t shift = kNoShift;  // of the option window scale of a SYN: 14 at most
  bool damaged = false;           // its checksum was verified, and is wrong
  std::uint32_t sacked = 0;       // bytes between the edges of its option SACK

  static constexpr std::uint8_t kNoShift = 0xff;
  static constexpr std::uint16_t kFin = 1, kSyn = 2, kReset = 4, kPush = 8, kAck = 16,
                                 kUrgent = 32;

  // The sequence number behind it: SYN and FIN count as a byte (RFC 9293, section 3.4).
  std::uint32_t next() const { return sequence + length + ((flags & (kSyn | kFin)) != 0 ? 1 : 0); }
};

// Analysis flags: Wireshark's tcp.analysis.flags.
enum class TcpAnalysisFlag : std::uint16_t {
  kRetransmission = 1 << 0,
  kLostSegment = 1 << 1,  // the one before it was not captured
  kAckedLost = 1 << 2,
  kKeepAlive = 1 << 3,
  kDuplicateAck = 1 << 4,
  kZeroWindow = 1 << 5,
  kZeroWindowProbe = 1 << 6,
  kZeroWindowProbeAck = 1 << 7,
  kKeepAliveAck = 1 << 8,
  kOutOfOrder = 1 << 9,
  kFastRetransmission = 1 << 10,
  kWindowUpdate = 1 << 11,
  kWindowFull = 1 << 12,
  kPortsReused = 1 << 13,
  kSpuriousRetransmission = 1 << 14,
  // Not Wireshark's: its bytes were acknowledged before they were captured, here for the first
  // time.
  kFirstCaptured = 1 << 15,
};

// Those of a segment.
struct TcpAnalysis {
  std::uint16_t flags = 0;             // of TcpAnalysisFlag
  std::uint32_t duplicate_of = 0;      // kDuplicateAck: number of the packet, from 1 …
  std::uint32_t duplicate_number = 0;  // … and which duplicate it is

  bool is(TcpAnalysisFlag flag) const { return (flags & static_cast<std::uint16_t>(flag)) != 0; }
  // Whether it begins with bytes that its side sent before, or passed over.
  bool repeats() const {
    using enum TcpAnalysisFlag;
    return (is(kRetransmission) || is(kOutOfOrder) || is(kKeepAlive)) && !is(kFirstCaptured);
  }
};

// Which segments of a conversation were captured: Wireshark's tcp.completeness.
struct TcpCompleteness {
  static constexpr std::uint8_t kSyn = 1, kSynAck = 2, kAck = 4, kData = 8, kFin = 16, kReset = 32;
};

// What a segment adds to it; the first one of a conversation only its SYN, and what that carries.
inline std::uint8_t completeness_of(const TcpSegment& segment, const TcpAnalysis& analysis,
                                    bool is_first) {
  using Segment = TcpSegment;
  const unsigned opening = segment.flags & (Segment::kSyn | Segment::kAck);
  const bool carries = segment.length > 0;
  std::uint8_t found = 0;
  if (is_first) {
    if (opening == Segment::kSyn) found = TcpCompleteness::kSyn;
    const bool reused = analysis.is(TcpAnalysisFlag::kPortsReused);
    if (opening == Segment::kSyn && carries && !reused) found |= TcpCompleteness::kData;
    return found;
  }
  if (opening == (Segment::kSyn | Segment::kAck)) found |= TcpCompleteness::kSynAck;
  if (opening == Segment::kAck) found |= carries ? TcpCompleteness::kData : TcpCompleteness::kAck;
  const unsigned closing = segment.flags & (Segment::kFin | Segment::kAck);
  if (closing == (Segment::kFin | Segment::kAck)) found |= TcpCompleteness::kFin;
  if ((segment.flags & Segment::kReset) != 0) found |= TcpCompleteness::kReset;
  return found;
}

// What the segments before it say.
struct TcpFacts : TcpAnalysis {
  std::uint32_t stream = 0;
  std::uint32_t first_sequence = 0;        // of this side: relative numbers count from it
  std::uint32_t first_acknowledgment = 0;  // of the other side
  // Of this side's window, where it is known: kUnscaled where its windows are not scaled.
  std::uint8_t shift = TcpSegment::kNoShift;

  static constexpr std::uint8_t kUnscaled = 0xfe;
};

}  // namespace packetglass
