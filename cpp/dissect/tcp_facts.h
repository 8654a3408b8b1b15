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
  std::uint8_t shift = kNoShift;  // of the option window scale

  static constexpr std::uint8_t kNoShift = 0xff;
  static constexpr std::uint16_t kFin = 1, kSyn = 2, kReset = 4, kPush = 8, kAck = 16;

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
    return is(kRetransmission) || is(kFastRetransmission) || is(kSpuriousRetransmission) ||
           is(kOutOfOrder) || is(kKeepAlive);
  }
};

// What the segments before it say.
struct TcpFacts : TcpAnalysis {
  std::uint32_t stream = 0;
  std::uint32_t first_sequence = 0;           // of this side: relative numbers count from it
  std::uint32_t first_acknowledgment = 0;     // of the other side
  std::uint8_t shift = TcpSegment::kNoShift;  // of this side's window
};

}  // namespace packetglass
