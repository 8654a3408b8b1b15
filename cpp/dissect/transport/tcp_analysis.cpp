// What the segments before one tell of it.
#include "dissect/transport/tcp_analysis.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Field kStream{"tcp.stream", "Stream index"};
constexpr Field kSequence{"tcp.seq", "Sequence Number"};
constexpr Field kNextSequence{"tcp.nxtseq", "Next Sequence Number"};
constexpr Field kAcknowledgment{"tcp.ack", "Acknowledgment Number"};
constexpr Field kWindow{"tcp.window_size", "Calculated window size"};
constexpr Field kAnalysis{"tcp.analysis", "SEQ/ACK analysis", Shape::kGroup};
constexpr Field kFlags{"tcp.analysis.flags", "TCP Analysis Flags", Shape::kGroup};
constexpr Field kDuplicateOf{"tcp.analysis.duplicate_ack_frame", "Duplicate to the ACK in packet"};
constexpr Field kDuplicateNumber{"tcp.analysis.duplicate_ack_num", "Duplicate ACK #"};

// In the order in which Info names them.
struct Oddity {
  TcpOddity bit;
  Field field;
  const char* info;
};
constexpr Oddity kOddities[] = {
    {TcpOddity::kRetransmission,
     {"tcp.analysis.retransmission", "This is a (suspected) retransmission", Shape::kNote},
     "TCP Retransmission"},
    {TcpOddity::kFastRetransmission,
     {"tcp.analysis.fast_retransmission", "This is a (suspected) fast retransmission",
      Shape::kNote},
     "TCP Fast Retransmission"},
    {TcpOddity::kSpuriousRetransmission,
     {"tcp.analysis.spurious_retransmission", "This is a (suspected) spurious retransmission",
      Shape::kNote},
     "TCP Spurious Retransmission"},
    {TcpOddity::kOutOfOrder,
     {"tcp.analysis.out_of_order", "This is a (suspected) out-of-order segment", Shape::kNote},
     "TCP Out-Of-Order"},
    {TcpOddity::kPortsReused,
     {"tcp.analysis.reused_ports", "A new conversation uses these ports again", Shape::kNote},
     "TCP Port numbers reused"},
    {TcpOddity::kLostSegment,
     {"tcp.analysis.lost_segment", "The segment before this was not captured", Shape::kNote},
     "TCP Previous segment not captured"},
    {TcpOddity::kAckedLost,
     {"tcp.analysis.ack_lost_segment", "This acknowledges a segment that was not captured",
      Shape::kNote},
     "TCP ACKed unseen segment"},
    {TcpOddity::kWindowUpdate,
     {"tcp.analysis.window_update", "This is a window update", Shape::kNote},
     "TCP Window Update"},
    {TcpOddity::kWindowFull,
     {"tcp.analysis.window_full", "The receiver's window is full now", Shape::kNote},
     "TCP Window Full"},
    {TcpOddity::kKeepAlive,
     {"tcp.analysis.keep_alive", "This is a keep-alive segment", Shape::kNote},
     "TCP Keep-Alive"},
    {TcpOddity::kKeepAliveAck,
     {"tcp.analysis.keep_alive_ack", "This answers a keep-alive segment", Shape::kNote},
     "TCP Keep-Alive ACK"},
    {TcpOddity::kDuplicateAck,
     {"tcp.analysis.duplicate_ack", "This is a duplicate acknowledgment", Shape::kNote},
     nullptr},
    {TcpOddity::kZeroWindowProbe,
     {"tcp.analysis.zero_window_probe", "This probes a window that is zero", Shape::kNote},
     "TCP ZeroWindowProbe"},
    {TcpOddity::kZeroWindow,
     {"tcp.analysis.zero_window", "The sender's window is zero", Shape::kNote},
     "TCP ZeroWindow"},
    {TcpOddity::kZeroWindowProbeAck,
     {"tcp.analysis.zero_window_probe_ack", "This answers the probe of a window that is zero",
      Shape::kNote},
     "TCP ZeroWindowProbeAck"},
};

// A retransmission of a known kind is called by its kind alone.
bool is_named(const TcpFacts& facts, TcpOddity oddity) {
  if (!facts.is(oddity)) return false;
  return oddity != TcpOddity::kRetransmission || (!facts.is(TcpOddity::kFastRetransmission) &&
                                                  !facts.is(TcpOddity::kSpuriousRetransmission));
}

void record_oddities(Layer& tcp, const TcpFacts& facts) {
  if (facts.oddities == 0) return;
  Layer::Group analysis(tcp, kAnalysis);
  if (facts.is(TcpOddity::kDuplicateAck)) {
    tcp.worked_out(kDuplicateOf, facts.duplicate_of);
    tcp.worked_out(kDuplicateNumber, facts.duplicate_number);
  }
  Layer::Group flags(tcp, kFlags);
  for (const Oddity& oddity : kOddities) {
    if (facts.is(oddity.bit)) tcp.worked_out(oddity.field, std::uint64_t{1});
  }
}

}  // namespace

std::uint32_t tcp_window(const TcpSegment& segment, const TcpFacts* facts) {
  const bool syn = (segment.flags & TcpSegment::kSyn) != 0;  // its window is never scaled
  if (syn || facts == nullptr || facts->shift == TcpSegment::kNoShift) return segment.window;
  return std::uint32_t{segment.window} << std::min<unsigned>(facts->shift, 14);
}

void record_tcp_facts(Layer& tcp, const TcpSegment& segment, const TcpFacts& facts) {
  const std::uint32_t sequence = segment.sequence - facts.first_sequence;
  const bool counts = (segment.flags & (TcpSegment::kSyn | TcpSegment::kFin)) != 0;
  const bool ack = (segment.flags & TcpSegment::kAck) != 0;
  tcp.worked_out(kStream, facts.stream);
  tcp.worked_out(kSequence, sequence);
  tcp.worked_out(kNextSequence, sequence + segment.length + (counts ? 1 : 0));
  tcp.worked_out(kAcknowledgment,
                 ack ? segment.acknowledgment - facts.first_acknowledgment : std::uint32_t{0});
  tcp.worked_out(kWindow, tcp_window(segment, &facts));
  record_oddities(tcp, facts);
}

std::string tcp_oddities_text(const TcpFacts& facts) {
  std::string text;
  for (const Oddity& oddity : kOddities) {
    if (!is_named(facts, oddity.bit)) continue;
    if (oddity.info != nullptr) {
      text.append("[").append(oddity.info).append("] ");
    } else {
      text += format_text("[TCP Dup ACK %u#%u] ", facts.duplicate_of, facts.duplicate_number);
    }
  }
  return text;
}

}  // namespace packetglass
