// User Datagram Protocol: RFC 768.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Field kSourcePort{"udp.srcport", "Source Port", Shape::kPort};
constexpr Field kDestinationPort{"udp.dstport", "Destination Port", Shape::kPort};
constexpr Field kLength{"udp.length", "Length", Shape::kNumber16};
constexpr Field kChecksum{"udp.checksum", "Checksum", Shape::kHex16};
constexpr Field kChecksumStatus{"udp.checksum.status", "Checksum Status", Shape::kNumber8, 0,
                                kChecksumStatuses};
constexpr Field kCalculated{"udp.checksum_calculated", "Calculated Checksum", Shape::kHex16};

constexpr Expert kBadLength{{"udp.length.bad", "Bad length value", Shape::kExpert},
                            ExpertSeverity::kError,
                            ExpertGroup::kMalformed};
constexpr Expert kZeroLength{
    {"udp.length.bad_zero", "Length is zero but payload < 65536", Shape::kExpert},
    ExpertSeverity::kWarning,
    ExpertGroup::kProtocol};
constexpr Expert kZeroChecksum{{"udp.checksum.zero", "Illegal checksum value (0)", Shape::kExpert},
                               ExpertSeverity::kError,
                               ExpertGroup::kChecksum};
constexpr Expert kBadChecksum{{"udp.checksum.bad", "Bad checksum", Shape::kExpert},
                              ExpertSeverity::kError,
                              ExpertGroup::kChecksum};
constexpr ChecksumFields kChecksumFields{kChecksum, kChecksumStatus, &kCalculated, kBadChecksum,
                                         "UDP checksum offload"};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 17}};
constexpr std::uint16_t kHeaderSize = 8, kChecksumSize = 2;
constexpr std::uint8_t kProtocol = 17;

struct Header {
  std::uint16_t source, destination, length;
};

void put_ports(Layer& udp, const Header& header) {
  if (udp.recording_text()) {
    udp.title(format_text(", Src Port: %u, Dst Port: %u", header.source, header.destination));
  }
  if (std::string* info = udp.info()) {
    *info = format_text("%u \u2192 %u", header.source, header.destination);
  }
}

void add_info(Layer& udp, const std::string& text) {
  if (std::string* info = udp.info()) *info += text;
}

bool is_over_ipv6(const Layer& udp) {
  return udp.source().kind == Address::Kind::kIpv6;
}

// Less than the header: zero is legal for jumbograms of IPv6 (RFC 2675), whose payload runs to the
// end.
bool is_too_short(const Layer& udp, const Header& header) {
  return header.length < kHeaderSize && (header.length != 0 || !is_over_ipv6(udp));
}

// None is legal over IPv4 alone.
void record_no_checksum(Layer& udp) {
  const bool illegal = is_over_ipv6(udp);
  const ChecksumStatus status = illegal ? ChecksumStatus::kIllegal : ChecksumStatus::kNotPresent;
  record_checksum(udp, kChecksumFields, {status, 0, 0},
                  illegal ? "[zero-value illegal]" : "[zero-value ignored]");
}

void read_udp_checksum(Layer& udp, const Header& header) {
  if (!udp.preferences().checks_udp) return read_checksum(udp, kChecksum);
  if (udp.left().size() >= kChecksumSize && udp.peek16() == 0) return record_no_checksum(udp);
  const std::size_t all = udp.position() + udp.left_on_wire();
  const std::size_t length = header.length == 0 ? all : header.length;
  const Checked checked = check_transport(udp, kProtocol, length);
  if (checked.status == ChecksumStatus::kBad) add_info(udp, " [UDP CHECKSUM INCORRECT]");
  record_checksum(udp, kChecksumFields, checked);
}

Outcome dissect_too_short(Layer& udp, const Header& header) {
  add_info(udp, format_text(" [BAD UDP LENGTH %u < 8]", header.length));
  if (udp.recording()) {
    udp.expert_info(kBadLength, format_text("Bad length value %u < 8", header.length));
  }
  read_udp_checksum(udp, header);
  return udp.truncated() ? stop("the header is incomplete") : done();
}

// Whether it reaches beyond the packet around it. Of one that was not captured whole that is not
// known: it may be a fragment.
bool is_too_long(const Layer& udp, const Header& header) {
  return header.length > udp.position() + udp.left_on_wire() && !udp.truncated_by_snaplen() &&
         !udp.is_unverifiable();
}

// What Info and the expert information say of the length and the checksum.
void report_length(Layer& udp, const Header& header) {
  const bool jumbogram = header.length == 0;
  if (is_too_long(udp, header)) {
    add_info(udp, format_text(" [BAD UDP LENGTH %u > IP PAYLOAD LENGTH]", header.length));
    if (udp.recording()) {
      udp.expert_info(kBadLength,
                      format_text("Bad length value %u > IP payload length", header.length));
    }
  }
  const std::size_t rest = udp.left_on_wire();
  const std::size_t length = !jumbogram              ? header.length - kHeaderSize
                             : rest >= kChecksumSize ? rest - kChecksumSize
                                                     : 0;
  add_info(udp, format_text(" Len=%zu", length));
  if (jumbogram) {
    add_info(udp, " [Jumbogram]");
    if (length < 65536 - kHeaderSize) udp.expert_info(kZeroLength);
  }
  if (udp.left().size() >= kChecksumSize && udp.peek16() == 0 && is_over_ipv6(udp)) {
    add_info(udp, " [ILLEGAL CHECKSUM (0)]");
    udp.expert_info(kZeroChecksum);
  }
}

Outcome dissect(Layer& udp) {
  Header header{};
  header.source = udp.u16(kSourcePort);
  header.destination = udp.u16(kDestinationPort);
  if (udp.truncated()) return stop("the header is incomplete");
  udp.ports(Transport::kUdp, header.source, header.destination);
  put_ports(udp, header);
  header.length = udp.u16(kLength);
  if (!udp.truncated() && is_too_short(udp, header)) return dissect_too_short(udp, header);
  if (!udp.truncated()) report_length(udp, header);
  read_udp_checksum(udp, header);
  if (udp.truncated()) return stop("the header is incomplete");
  const Payload payload = header.length == 0 ? udp.rest() : udp.rest(header.length - kHeaderSize);
  udp.carries(payload);

  // The lower port is the server's as a rule.
  const auto [low, high] = std::minmax(header.source, header.destination);
  return done(payload, {{Space::kUdpPort, low}, {Space::kUdpPort, high}, {Space::kUdpStart}});
}

constexpr FieldSpan kFields[] = {
    kSourcePort,       kDestinationPort,    kLength,         kChecksum,   kBadLength.field,
    kZeroLength.field, kZeroChecksum.field, kChecksumStatus, kCalculated, kBadChecksum.field};

}  // namespace

extern const Dissector kUdp{
    {"udp", "User Datagram Protocol", Shape::kLayer}, "UDP", kFoundAt, kFields, dissect};

}  // namespace packetglass
