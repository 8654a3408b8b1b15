// Transmission Control Protocol: RFC 9293.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/transport/tcp_analysis.h"
#include "dissect/transport/tcp_options.h"

namespace packetglass {
namespace {

constexpr Field kSourcePort{"tcp.srcport", "Source Port", Shape::kPort};
constexpr Field kDestinationPort{"tcp.dstport", "Destination Port", Shape::kPort};
constexpr Field kLength{"tcp.len", "TCP Segment Len"};
constexpr Field kSequence{"tcp.seq_raw", "Sequence Number (raw)"};
constexpr Field kAcknowledgment{"tcp.ack_raw", "Acknowledgment number (raw)"};
constexpr Field kHeaderLength{"tcp.hdr_len", "Header Length", Shape::kNumber, 0xf000, {}, 4};
constexpr Field kFlags{"tcp.flags", "Flags", Shape::kHex, 0x0fff};
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
constexpr Field kWindow{"tcp.window_size_value", "Window"};
constexpr Field kChecksum{"tcp.checksum", "Checksum", Shape::kHex};
constexpr Field kUrgent{"tcp.urgent_pointer", "Urgent Pointer"};

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
};

// Sequence numbers count from the first of the conversation where that is known.
std::string info_of(const Header& header, const TcpFacts* facts) {
  const TcpSegment& segment = header.segment;
  const std::uint32_t sequence = segment.sequence - (facts ? facts->first_sequence : 0);
  std::string info = facts ? tcp_oddities_text(*facts) : std::string();
  info += format_text("%u \u2192 %u [%s] Seq=%u", header.source, header.destination,
                      flags_text(segment.flags).c_str(), sequence);
  if ((segment.flags & TcpSegment::kAck) != 0) {
    const std::uint32_t first = facts ? facts->first_acknowledgment : 0;
    info += format_text(" Ack=%u", segment.acknowledgment - first);
  }
  return info + format_text(" Win=%u Len=%u", tcp_window(segment, facts), segment.length);
}

void tell(Layer& tcp, const Header& header) {
  if (tcp.recording()) {
    tcp.worked_out(kLength, header.segment.length);
    tcp.title(format_text(", Src Port: %u, Dst Port: %u, Len: %u", header.source,
                          header.destination, header.segment.length));
    if (const TcpFacts* facts = tcp.tcp_facts()) record_tcp_facts(tcp, header.segment, *facts);
  }
  if (std::string* info = tcp.info()) *info = info_of(header, tcp.tcp_facts());
}

// Returns the size of the header.
std::size_t read_flags(Layer& tcp, TcpSegment& segment) {
  const std::uint16_t word = tcp.u16({&kHeaderLength, &kFlags});
  segment.flags = word & 0x0fff;
  tcp.parts(word, {&kReserved, &kAccurateEcn, &kCwr, &kEce, &kUrg, &kAck, &kPush, &kReset, &kSyn,
                   &kFin});
  return 4 * static_cast<std::size_t>(word >> 12);
}

Outcome dissect(Layer& tcp) {
  Header header{};
  TcpSegment& segment = header.segment;
  header.source = tcp.u16(kSourcePort);
  header.destination = tcp.u16(kDestinationPort);
  if (tcp.truncated()) return stop("the header is cut short");
  tcp.ports(Transport::kTcp, header.source, header.destination);
  segment.sequence = tcp.u32(kSequence);
  segment.acknowledgment = tcp.u32(kAcknowledgment);
  const std::size_t header_size = read_flags(tcp, segment);
  segment.window = tcp.u16(kWindow);
  tcp.u16(kChecksum);
  tcp.u16(kUrgent);
  if (tcp.truncated()) return stop("the header is cut short");
  if (header_size < tcp.position()) return stop("the header length is less than 20 bytes");
  const std::size_t options = header_size - tcp.position();
  const std::size_t payload = tcp.left_on_wire() - std::min(options, tcp.left_on_wire());
  segment.length = static_cast<std::uint32_t>(payload);
  tell(tcp, header);
  const std::uint8_t shift = read_tcp_options(tcp, options);
  if ((segment.flags & TcpSegment::kSyn) != 0) segment.shift = shift;  // elsewhere it says nothing
  tcp.tcp(segment);
  if (tcp.truncated()) return stop("the options are cut short");
  tcp.carries(tcp.rest());

  // The lower port is the server's as a rule.
  const auto [low, high] = std::minmax(header.source, header.destination);
  return done(tcp.rest(), {{Space::kTcpPort, low}, {Space::kTcpPort, high}, {Space::kTcpStart}});
}

}  // namespace

extern const Dissector kTcp{
    {"tcp", "Transmission Control Protocol", Shape::kLayer}, "TCP", kFoundAt, dissect};

}  // namespace packetglass
