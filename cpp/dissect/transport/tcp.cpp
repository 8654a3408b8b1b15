// Transmission Control Protocol: RFC 9293.
#include "base/text.h"
#include "dissect/network/checksum.h"
#include "dissect/transport/tcp_analysis.h"
#include "dissect/transport/tcp_expert.h"
#include "dissect/transport/tcp_options.h"
#include "dissect/transport/tcp_segments.h"

namespace packetglass {
namespace {

constexpr Field kSourcePort{"tcp.srcport", "Source Port", Shape::kPort};
constexpr Field kDestinationPort{"tcp.dstport", "Destination Port", Shape::kPort};
constexpr Field kHeaderLength{"tcp.hdr_len", "Header Length", Shape::kNumber8, 0xf000, {}, 4};
constexpr Field kFlags{"tcp.flags", "Flags", Shape::kHex16, 0x0fff};
constexpr Field kReserved{"tcp.flags.res", "Reserved", Shape::kFlag, 0x0e00};
constexpr Field kAccurateEcn{"tcp.flags.ae", "Accurate ECN", Shape::kFlag, 0x0100};
constexpr Field kCwr{"tcp.flags.cwr", "Congestion Window Reduced", Shape::kFlag, 0x0080};
constexpr Field kEce{"tcp.flags.ece", "ECN-Echo", Shape::kFlag, 0x0040};
constexpr Field kUrg{"tcp.flags.urg", "Urgent", Shape::kFlag, 0x0020};
constexpr Field kAck{"tcp.flags.ack", "Acknowledgment", Shape::kFlag, 0x0010};
constexpr Field kPush{"tcp.flags.push", "Push", Shape::kFlag, 0x0008};
constexpr Field kReset{"tcp.flags.reset", "Reset", Shape::kFlag, 0x0004};
constexpr Field kSyn{"tcp.flags.syn", "Syn", Shape::kFlag, 0x0002};
constexpr Field kFin{"tcp.flags.fin", "Fin", Shape::kFlag, 0x0001};
constexpr Field kWindow{"tcp.window_size_value", "Window", Shape::kNumber16};
constexpr Field kChecksum{"tcp.checksum", "Checksum", Shape::kHex16};
constexpr Field kChecksumStatus{"tcp.checksum.status", "Checksum Status", Shape::kNumber8, 0,
                                kChecksumStatuses};
constexpr Field kCalculated{"tcp.checksum_calculated", "Calculated Checksum", Shape::kHex16};
constexpr Field kUrgent{"tcp.urgent_pointer", "Urgent Pointer", Shape::kNumber16};

constexpr Field kFlagsText{"tcp.flags.str", "TCP Flags", Shape::kText};

constexpr Expert kBadChecksum{{"tcp.checksum_bad.expert", "Bad checksum", Shape::kExpert},
                              ExpertSeverity::kError,
                              ExpertGroup::kChecksum};
constexpr Expert kNegativeZero{
    {"tcp.checksum.ffff", "TCP Checksum 0xffff instead of 0x0000 (see RFC 1624)", Shape::kExpert},
    ExpertSeverity::kWarning,
    ExpertGroup::kChecksum};
constexpr ChecksumFields kChecksumFields{kChecksum, kChecksumStatus, &kCalculated, kBadChecksum,
                                         "TCP checksum offload"};

constexpr std::size_t kHeaderSize = 20;  // without options
constexpr std::uint8_t kProtocol = 6;

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 6}};

// "SYN, ACK", as the column Info and the title have it.
std::string flags_text(std::uint16_t flags) {
  static constexpr Name kNames[] = {{0x001, "FIN"}, {0x002, "SYN"}, {0x004, "RST"},
                                    {0x008, "PSH"}, {0x010, "ACK"}, {0x020, "URG"},
                                    {0x040, "ECE"}, {0x080, "CWR"}, {0x100, "AE"}};
  std::string text;
  for (const Name& name : kNames) {
    if ((flags & name.number) == 0) continue;
    if (!text.empty()) text += ", ";
    text += name.text;
  }
  return text.empty() ? "<None>" : text;
}

struct Header {
  std::uint16_t source, destination;
  TcpSegment segment;
  std::string_view note;  // of its checksum, in Info
};

// The numbers of a segment, from the first of the conversation where that is known.
struct Counted {
  Counted(const TcpSegment& segment, const TcpFacts* facts)
      : sequence(segment.sequence - (facts ? facts->first_sequence : 0)),
        acknowledgment(segment.acknowledgment - (facts ? facts->first_acknowledgment : 0)),
        acknowledges((segment.flags & TcpSegment::kAck) != 0) {}

  std::uint32_t sequence, acknowledgment;
  bool acknowledges;
};

std::string info_of(const Header& header, const Counted& counted, const TcpFacts* facts) {
  const TcpSegment& segment = header.segment;
  std::string info = format_text("%u \u2192 %u [%s] Seq=%u", header.source, header.destination,
                                 flags_text(segment.flags).c_str(), counted.sequence);
  if (counted.acknowledges) info += format_text(" Ack=%u", counted.acknowledgment);
  info += format_text(" Win=%u", tcp_window(segment, facts));
  return info.append(header.note) + format_text(" Len=%u", segment.length);
}

std::string title_of(const Header& header, const Counted& counted) {
  std::string title = format_text(", Src Port: %u, Dst Port: %u, Seq: %u", header.source,
                                  header.destination, counted.sequence);
  if (counted.acknowledges) title += format_text(", Ack: %u", counted.acknowledgment);
  return title + format_text(", Len: %u", header.segment.length);
}

void put_info(Layer& tcp, const Header& header) {
  const TcpFacts* const facts = tcp.tcp_facts();
  const Counted counted(header.segment, facts);
  if (tcp.recording_text()) tcp.title(title_of(header, counted));
  std::string* const info = tcp.info();
  if (info == nullptr) return;
  *info = info_of(header, counted, facts);
  if (facts != nullptr) tcp.begin_info(tcp_flags_text(*facts));
}

// Returns the size of the header.
std::size_t read_flags(Layer& tcp, TcpSegment& segment) {
  const std::uint16_t word = tcp.u16({&kHeaderLength, &kFlags});
  segment.flags = word & 0x0fff;
  if (tcp.recording_text() && !tcp.truncated()) {
    tcp.say(format_text("0x%03x (%s)", segment.flags, flags_text(segment.flags).c_str()));
  }
  tcp.parts(word, {&kReserved, &kAccurateEcn, &kCwr, &kEce, &kUrg, &kAck, &kPush, &kReset, &kSyn,
                   &kFin});
  if (tcp.recording()) tcp.generated(kFlagsText, letters_of(segment.flags, "RRRACEUAPRSF"));
  return 4 * static_cast<std::size_t>(word >> 12);
}

// Of the payload on the wire, as the header says that begins with the ports.
std::uint32_t length_ahead(const Layer& tcp) {
  const std::size_t header = 4 * static_cast<std::size_t>(tcp.peek(8) >> 4);
  const std::size_t all = tcp.position() + tcp.left_on_wire();
  return static_cast<std::uint32_t>(all - std::min(header, all));
}

// The checksum of a segment is 0xffff where it should be 0: most systems take that.
void record_negative_zero(Layer& tcp, Header& header, Checked checked) {
  header.note = " [TCP CHECKSUM 0xFFFF]";
  checked.status = ChecksumStatus::kBad;
  checked.calculated = 0;
  record_checksum(tcp, kChecksumFields, checked, "[should be 0x0000 (see RFC 1624)]");
  tcp.expert_info(kNegativeZero);
}

void read_tcp_checksum(Layer& tcp, Header& header) {
  if (!tcp.preferences().checks_tcp) return read_checksum(tcp, kChecksum);
  const Checked checked = check_transport(tcp, kProtocol, tcp.position() + tcp.left_on_wire());
  if (checked.status == ChecksumStatus::kGood && checked.stored == 0xffff) {
    return record_negative_zero(tcp, header, checked);
  }
  header.segment.damaged = checked.status == ChecksumStatus::kBad;
  if (header.segment.damaged) header.note = " [TCP CHECKSUM INCORRECT]";
  record_checksum(tcp, kChecksumFields, checked);
}

Outcome dissect(Layer& tcp) {
  Header header{};
  TcpSegment& segment = header.segment;
  header.source = tcp.u16(kSourcePort);
  header.destination = tcp.u16(kDestinationPort);
  if (tcp.truncated()) return stop("the header is incomplete");
  tcp.ports(Transport::kTcp, header.source, header.destination);
  segment.length = length_ahead(tcp);
  if (tcp.left().size() >= kHeaderSize - tcp.position()) record_tcp_stream(tcp, segment.length);
  read_tcp_numbers(tcp, segment);
  const std::size_t header_size = read_flags(tcp, segment);
  report_tcp_flags(tcp, segment);
  segment.window = tcp.u16(kWindow);
  record_tcp_window(tcp, segment);
  read_tcp_checksum(tcp, header);
  report_tcp_fields(tcp, segment, tcp.u16(kUrgent));
  if (tcp.truncated()) return stop("the header is incomplete");
  if (header_size < kHeaderSize) return stop("the header length is less than 20 bytes");
  const std::size_t options = header_size - tcp.position();
  put_info(tcp, header);
  read_tcp_options(tcp, options, segment);
  tcp.tcp(segment);
  record_tcp_past(tcp);
  if (tcp.truncated()) return stop("the options are incomplete");
  record_tcp_segments(tcp, segment);
  tcp.carries(tcp.rest());

  // The lower port is the server's as a rule.
  const auto [low, high] = std::minmax(header.source, header.destination);
  return done(tcp.rest(), {{Space::kTcpPort, low}, {Space::kTcpPort, high}, {Space::kTcpStart}});
}

constexpr FieldSpan kFields[] = {kSourcePort,
                                 kDestinationPort,
                                 kHeaderLength,
                                 kFlags,
                                 kReserved,
                                 kAccurateEcn,
                                 kCwr,
                                 kEce,
                                 kUrg,
                                 kAck,
                                 kPush,
                                 kReset,
                                 kSyn,
                                 kFin,
                                 kWindow,
                                 kChecksum,
                                 kChecksumStatus,
                                 kCalculated,
                                 kBadChecksum.field,
                                 kNegativeZero.field,
                                 kUrgent,
                                 kFlagsText,
                                 kTcpExpertFields,
                                 kTcpOptionFields,
                                 kTcpSegmentFields,
                                 kTcpAnalysisFields};

}  // namespace

extern const Dissector kTcp{
    {"tcp", "Transmission Control Protocol", Shape::kLayer}, "TCP", kFoundAt, kFields, dissect};

}  // namespace packetglass
