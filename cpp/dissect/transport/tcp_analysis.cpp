// What the segments before one say of it.
#include "dissect/transport/tcp_analysis.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Field kStream{"tcp.stream", "Stream index", Shape::kNumber32};
constexpr Field kCompleteness{"tcp.completeness", "Conversation completeness", Shape::kNumber8};
constexpr Field kCompletenessText{"tcp.completeness.str", "Completeness Flags", Shape::kText};
constexpr Field kLength{"tcp.len", "TCP Segment Len", Shape::kNumber32};
constexpr Field kSequence{"tcp.seq", "Sequence Number", Shape::kNumber32};
constexpr Field kSequenceRaw{"tcp.seq_raw", "Sequence Number (raw)", Shape::kNumber32};
constexpr Field kNextSequence{"tcp.nxtseq", "Next Sequence Number", Shape::kNumber32};
constexpr Field kAcknowledgment{"tcp.ack", "Acknowledgment Number", Shape::kNumber32};
constexpr Field kAcknowledgmentRaw{"tcp.ack_raw", "Acknowledgment number (raw)", Shape::kNumber32};
constexpr Field kWindow{"tcp.window_size", "Calculated window size", Shape::kNumber32};
constexpr Field kWindowFactor{"tcp.window_size_scalefactor", "Window size scaling factor",
                              Shape::kSigned32};
constexpr Field kTimestamps{"tcp.timestamps", "Timestamps", Shape::kGroup};
constexpr Field kSinceFirst{"tcp.time_relative", "Time since first packet in this TCP stream",
                            Shape::kDuration};
constexpr Field kSincePrevious{"tcp.time_delta", "Time since previous packet in this TCP stream",
                               Shape::kDuration};
constexpr Field kAnalysis{"tcp.analysis", "SEQ/ACK analysis", Shape::kGroup};
constexpr Field kAcknowledged{"tcp.analysis.acks_frame", "This is an ACK to the segment in packet",
                              Shape::kFrameNumber};
constexpr Field kAcknowledgedAfter{"tcp.analysis.ack_rtt", "The RTT to ACK the segment was",
                                   Shape::kDuration};
constexpr Field kRoundTrip{"tcp.analysis.initial_rtt", "iRTT", Shape::kDuration};
constexpr Field kInFlight{"tcp.analysis.bytes_in_flight", "Bytes in flight", Shape::kNumber32};
constexpr Field kSincePush{"tcp.analysis.push_bytes_sent", "Bytes sent since last PSH flag",
                           Shape::kNumber32};
constexpr Field kFlags{"tcp.analysis.flags", "TCP Analysis Flags", Shape::kGroup};
constexpr Field kDuplicateOf{"tcp.analysis.duplicate_ack_frame", "Duplicate to the ACK in packet",
                             Shape::kFrameNumber};
constexpr Field kDuplicateNumber{"tcp.analysis.duplicate_ack_num", "Duplicate ACK #",
                                 Shape::kNumber32};

// In the order in which Info names them.
struct AnalysisField {
  TcpAnalysisFlag bit;
  Expert expert;
  const char* info;
};
constexpr AnalysisField kAnalysisFields[] = {
    {TcpAnalysisFlag::kZeroWindowProbeAck,
     {{"tcp.analysis.zero_window_probe_ack", "ACK to a TCP Zero Window Probe", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP ZeroWindowProbeAck"},
    {TcpAnalysisFlag::kZeroWindow,
     {{"tcp.analysis.zero_window", "TCP Zero Window segment", Shape::kExpert},
      ExpertSeverity::kWarning,
      ExpertGroup::kSequence},
     "TCP ZeroWindow"},
    {TcpAnalysisFlag::kZeroWindowProbe,
     {{"tcp.analysis.zero_window_probe", "TCP Zero Window Probe", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP ZeroWindowProbe"},
    {TcpAnalysisFlag::kDuplicateAck,
     {{"tcp.analysis.duplicate_ack", "Duplicate ACK", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     nullptr},
    {TcpAnalysisFlag::kKeepAliveAck,
     {{"tcp.analysis.keep_alive_ack", "ACK to a TCP keep-alive segment", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Keep-Alive ACK"},
    {TcpAnalysisFlag::kKeepAlive,
     {{"tcp.analysis.keep_alive", "TCP keep-alive segment", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Keep-Alive"},
    {TcpAnalysisFlag::kWindowFull,
     {{"tcp.analysis.window_full", "TCP window specified by the receiver is now completely full",
       Shape::kExpert},
      ExpertSeverity::kWarning,
      ExpertGroup::kSequence},
     "TCP Window Full"},
    {TcpAnalysisFlag::kWindowUpdate,
     {{"tcp.analysis.window_update", "TCP window update", Shape::kExpert},
      ExpertSeverity::kChat,
      ExpertGroup::kSequence},
     "TCP Window Update"},
    {TcpAnalysisFlag::kAckedLost,
     {{"tcp.analysis.ack_lost_segment",
       "ACKed segment that wasn't captured (common at capture start)", Shape::kExpert},
      ExpertSeverity::kWarning,
      ExpertGroup::kSequence},
     "TCP ACKed unseen segment"},
    {TcpAnalysisFlag::kLostSegment,
     {{"tcp.analysis.lost_segment", "Previous segment(s) not captured (common at capture start)",
       Shape::kExpert},
      ExpertSeverity::kWarning,
      ExpertGroup::kSequence},
     "TCP Previous segment not captured"},
    {TcpAnalysisFlag::kOutOfOrder,
     {{"tcp.analysis.out_of_order", "This frame is a (suspected) out-of-order segment",
       Shape::kExpert},
      ExpertSeverity::kWarning,
      ExpertGroup::kSequence},
     "TCP Out-Of-Order"},
    {TcpAnalysisFlag::kSpuriousRetransmission,
     {{"tcp.analysis.spurious_retransmission",
       "This frame is a (suspected) spurious retransmission", Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Spurious Retransmission"},
    {TcpAnalysisFlag::kFastRetransmission,
     {{"tcp.analysis.fast_retransmission", "This frame is a (suspected) fast retransmission",
       Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Fast Retransmission"},
    {TcpAnalysisFlag::kRetransmission,
     {{"tcp.analysis.retransmission", "This frame is a (suspected) retransmission",
       Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Retransmission"},
    {TcpAnalysisFlag::kPortsReused,
     {{"tcp.analysis.reused_ports",
       "A new tcp session is started with the same ports as an earlier session in this trace",
       Shape::kExpert},
      ExpertSeverity::kNote,
      ExpertGroup::kSequence},
     "TCP Port numbers reused"},
};

// A retransmission of a known kind is called by its kind alone.
bool is_named(const TcpFacts& facts, TcpAnalysisFlag flag) {
  if (!facts.is(flag)) return false;
  return flag != TcpAnalysisFlag::kRetransmission ||
         (!facts.is(TcpAnalysisFlag::kFastRetransmission) &&
          !facts.is(TcpAnalysisFlag::kSpuriousRetransmission));
}

std::string duplicate_text(const TcpFacts& facts) {
  return format_text("Duplicate ACK (#%u)", facts.duplicate_number);
}

void record_flags(Layer& tcp, const TcpFacts& facts) {
  if (facts.is(TcpAnalysisFlag::kDuplicateAck)) {
    tcp.generated(kDuplicateOf, facts.duplicate_of);
    tcp.generated(kDuplicateNumber, facts.duplicate_number);
  }
  Layer::Group flags(tcp, kFlags);
  for (const AnalysisField& flag : kAnalysisFields) {
    if (!facts.is(flag.bit)) continue;
    const bool duplicate = flag.bit == TcpAnalysisFlag::kDuplicateAck;
    tcp.expert_info(flag.expert, duplicate ? duplicate_text(facts) : "");
  }
}

void record_duration(Layer& tcp, const Field& field, std::optional<Nanoseconds> duration) {
  if (duration) tcp.generated(field, static_cast<std::uint64_t>(*duration));
}

void record_times(Layer& tcp, const TcpPast& past) {
  if (!past.since_first && !past.since_previous) return;
  Layer::Group times(tcp, kTimestamps);
  record_duration(tcp, kSinceFirst, past.since_first);
  record_duration(tcp, kSincePrevious, past.since_previous);
}

void record_past(Layer& tcp, const TcpPast& past) {
  if (past.acknowledged != 0) tcp.generated(kAcknowledged, past.acknowledged);
  if (past.acknowledged_after != 0) {
    record_duration(tcp, kAcknowledgedAfter, past.acknowledged_after);
  }
  record_duration(tcp, kRoundTrip, past.round_trip);
  if (past.in_flight != 0) tcp.generated(kInFlight, past.in_flight);
  if (past.since_push != 0) tcp.generated(kSincePush, past.since_push);
}

// "Incomplete, DATA": whether it was captured from its SYN on, and to its end.
std::string completeness_words(std::uint8_t found) {
  constexpr std::uint8_t kOpened =
      TcpCompleteness::kSyn | TcpCompleteness::kSynAck | TcpCompleteness::kAck;
  constexpr std::uint8_t kClosed = TcpCompleteness::kFin | TcpCompleteness::kReset;
  const bool data = (found & TcpCompleteness::kData) != 0;
  if ((found & kOpened) == kOpened && (found & kClosed) != 0) {
    return data ? "Complete, WITH_DATA" : "Complete, NO_DATA";
  }
  if ((found & kOpened) == kOpened && data) return "Incomplete, DATA";
  switch (found) {
    case kOpened:
      return "Incomplete, ESTABLISHED";
    case TcpCompleteness::kSyn | TcpCompleteness::kSynAck:
      return "Incomplete, CLIENT_ESTABLISHED";
    case TcpCompleteness::kSyn:
      return "Incomplete, SYN_SENT";
    default:
      return "Incomplete";
  }
}

void record_completeness(Layer& tcp, std::uint8_t found) {
  if (!tcp.recording()) return;
  tcp.generated(kCompleteness, found);
  if (tcp.recording_text()) {
    tcp.say(completeness_words(found) + format_text(" (%u)", found));
  }
  tcp.generated(kCompletenessText, letters_of(found, "RFDASS"));
}

// The round trip alone is nothing that this segment reports.
bool reports(const TcpPast& past) {
  return past.acknowledged != 0 || past.in_flight != 0 || past.since_push != 0;
}

// Counted from the first of the conversation where that is known, and as it stands.
std::uint32_t read_number(Layer& tcp, const Field& counted, const Field& raw, const char* what,
                          const std::uint32_t* first) {
  if (!tcp.recording() || first == nullptr || tcp.left().size() < 4) return tcp.u32(raw);
  const std::uint32_t number = tcp.u32(counted);
  tcp.means(number - *first);
  if (tcp.recording_text()) {
    tcp.say(format_text("%u    (relative %s number)", number - *first, what));
  }
  tcp.also(raw);
  tcp.means(number);
  return number;
}

// Negative where windows are not scaled, or nobody knows.
void record_window_factor(Layer& tcp, std::uint8_t shift) {
  if (shift < TcpFacts::kUnscaled) return tcp.generated(kWindowFactor, std::uint64_t{1} << shift);
  const bool unscaled = shift == TcpFacts::kUnscaled;
  tcp.generated(kWindowFactor, static_cast<std::uint64_t>(unscaled ? -2 : -1));
  tcp.say(unscaled ? "-2 (no window scaling used)" : "-1 (unknown)");
}

constexpr FieldSpan kFields[] = {
    kStream,       kCompleteness,      kCompletenessText,
    kLength,       kSequence,          kSequenceRaw,
    kNextSequence, kAcknowledgment,    kAcknowledgmentRaw,
    kWindow,       kWindowFactor,      kTimestamps,
    kSinceFirst,   kSincePrevious,     kAnalysis,
    kAcknowledged, kAcknowledgedAfter, kRoundTrip,
    kInFlight,     kSincePush,         kFlags,
    kDuplicateOf,  kDuplicateNumber,   field_of(kAnalysisFields, &AnalysisField::expert)};

}  // namespace

std::uint32_t tcp_window(const TcpSegment& segment, const TcpFacts* facts) {
  const bool syn = (segment.flags & TcpSegment::kSyn) != 0;  // its window is never scaled
  if (syn || facts == nullptr || facts->shift >= TcpFacts::kUnscaled) return segment.window;
  return std::uint32_t{segment.window} << facts->shift;
}

void record_tcp_stream(Layer& tcp, std::uint32_t length) {
  if (const TcpFacts* facts = tcp.tcp_facts()) tcp.generated(kStream, facts->stream);
  const TcpPast* const past = tcp.tcp_past();
  if (past != nullptr && past->completeness) record_completeness(tcp, *past->completeness);
  tcp.generated(kLength, length);
}

void read_tcp_numbers(Layer& tcp, TcpSegment& segment) {
  const TcpFacts* const facts = tcp.tcp_facts();
  segment.sequence = read_number(tcp, kSequence, kSequenceRaw, "sequence",
                                 facts ? &facts->first_sequence : nullptr);
  segment.flags = tcp.peek16(4) & 0x0fff;  // which stand behind the numbers
  const bool ack = (segment.flags & TcpSegment::kAck) != 0;
  if (facts != nullptr && !tcp.truncated()) {
    tcp.generated(kNextSequence, segment.next() - facts->first_sequence);
  }
  // Where nothing is acknowledged it stays as it stands.
  const std::uint32_t first = facts && ack ? facts->first_acknowledgment : 0;
  segment.acknowledgment =
      read_number(tcp, kAcknowledgment, kAcknowledgmentRaw, "ack", facts ? &first : nullptr);
}

void record_tcp_window(Layer& tcp, const TcpSegment& segment) {
  const TcpFacts* const facts = tcp.tcp_facts();
  if (facts == nullptr || tcp.truncated()) return;
  const std::uint32_t window = tcp_window(segment, facts);
  tcp.generated(kWindow, window);
  if ((segment.flags & TcpSegment::kSyn) == 0) record_window_factor(tcp, facts->shift);
}

void record_tcp_past(Layer& tcp) {
  const TcpFacts* const facts = tcp.tcp_facts();
  const TcpPast* const past = tcp.tcp_past();
  if (!tcp.recording() || facts == nullptr) return;
  if (past != nullptr) record_times(tcp, *past);
  const bool flagged = facts->flags != 0;
  if (!flagged && (past == nullptr || !reports(*past))) return;
  Layer::Group analysis(tcp, kAnalysis);
  if (past != nullptr) record_past(tcp, *past);
  if (flagged) record_flags(tcp, *facts);
}

std::string letters_of(unsigned bits, std::string_view letters) {
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if ((bits >> (letters.size() - 1 - i) & 1) != 0) {
      text += letters[i];
    } else {
      text += "\u00b7";
    }
  }
  return text;
}

std::string tcp_flags_text(const TcpFacts& facts) {
  std::string text;
  for (const AnalysisField& flag : kAnalysisFields) {
    if (!is_named(facts, flag.bit)) continue;
    if (flag.info != nullptr) {
      text.append("[").append(flag.info).append("] ");
    } else {
      text += format_text("[TCP Dup ACK %u#%u] ", facts.duplicate_of, facts.duplicate_number);
    }
  }
  return text;
}

std::string_view separator_behind_marks(const Layer& layer) {
  const TcpFacts* const facts = layer.tcp_facts();
  return facts != nullptr && !tcp_flags_text(*facts).empty() ? ", " : "";
}

extern constexpr FieldList kTcpAnalysisFields = kFields;

}  // namespace packetglass
