// Internet Control Message Protocol: RFC 792; extensions of its messages RFC 1191, 1256, 4884.
#include "base/text.h"
#include "dissect/network/echo.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0, "Echo (ping) reply"},
                               {3, "Destination unreachable"},
                               {4, "Source quench (flow control)"},
                               {5, "Redirect"},
                               {8, "Echo (ping) request"},
                               {9, "Router advertisement"},
                               {10, "Router solicitation"},
                               {11, "Time-to-live exceeded"},
                               {12, "Parameter problem"},
                               {13, "Timestamp request"},
                               {14, "Timestamp reply"},
                               {15, "Information request"},
                               {16, "Information reply"},
                               {17, "Address mask request"},
                               {18, "Address mask reply"}};
constexpr Name kUnreachableNames[] = {{0, "Network unreachable"},
                                      {1, "Host unreachable"},
                                      {2, "Protocol unreachable"},
                                      {3, "Port unreachable"},
                                      {4, "Fragmentation needed"},
                                      {5, "Source route failed"},
                                      {6, "Destination network unknown"},
                                      {7, "Destination host unknown"},
                                      {8, "Source host isolated"},
                                      {9, "Network administratively prohibited"},
                                      {10, "Host administratively prohibited"},
                                      {11, "Network unreachable for TOS"},
                                      {12, "Host unreachable for TOS"},
                                      {13, "Communication administratively filtered"},
                                      {14, "Host precedence violation"},
                                      {15, "Precedence cutoff in effect"}};
constexpr Name kExceededNames[] = {{0, "Time to live exceeded in transit"},
                                   {1, "Fragment reassembly time exceeded"}};
constexpr Name kRedirectNames[] = {{0, "Redirect for network"},
                                   {1, "Redirect for host"},
                                   {2, "Redirect for TOS and network"},
                                   {3, "Redirect for TOS and host"}};

constexpr Field kType{"icmp.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kCode{"icmp.code", "Code", Shape::kNumber8};
constexpr Field kChecksum{"icmp.checksum", "Checksum", Shape::kHex16};
constexpr Field kIdentifier{"icmp.ident", "Identifier (BE)", Shape::kNumber16};
constexpr Field kSequence{"icmp.seq", "Sequence Number (BE)", Shape::kNumber16};
constexpr Field kIdentifierLe{"icmp.ident_le", "Identifier (LE)", Shape::kNumber16};
constexpr Field kSequenceLe{"icmp.seq_le", "Sequence Number (LE)", Shape::kNumber16};
constexpr Field kUnused{"icmp.unused", "Unused", Shape::kBytes};
constexpr Field kNextMtu{"icmp.mtu", "MTU of next hop", Shape::kNumber16};
constexpr Field kGateway{"icmp.redir_gw", "Gateway Address", Shape::kIpv4};
constexpr Field kPointer{"icmp.pointer", "Pointer", Shape::kNumber32};
constexpr Field kOriginate{"icmp.originate_timestamp", "Originate Timestamp", Shape::kNumber32};
constexpr Field kReceive{"icmp.receive_timestamp", "Receive Timestamp", Shape::kNumber32};
constexpr Field kTransmit{"icmp.transmit_timestamp", "Transmit Timestamp", Shape::kNumber32};
constexpr Field kMask{"icmp.address_mask", "Address Mask", Shape::kIpv4};

constexpr Field kResponseIn{"icmp.resp_in", "Response frame", Shape::kFrameNumber};
constexpr Field kResponseTo{"icmp.resp_to", "Request frame", Shape::kFrameNumber};
constexpr Field kResponseTime{"icmp.resptime", "Response time", Shape::kReal};
constexpr Field kNoResponse{"icmp.no_resp", "No response seen", Shape::kExpert};
constexpr EchoFields kEchoFields{kResponseIn, kResponseTo, kResponseTime, kNoResponse};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 1}};

// A quoted packet is truncated: it was longer than what is quoted.
constexpr std::size_t kQuotedLength = 65535;

std::string_view code_name(std::uint8_t type, std::uint8_t code) {
  switch (type) {
    case 3:
      return name_of(kUnreachableNames, code);
    case 5:
      return name_of(kRedirectNames, code);
    case 11:
      return name_of(kExceededNames, code);
    default:
      return {};
  }
}

std::string info_of(std::uint8_t type, std::uint8_t code) {
  const std::string_view name = name_of(kTypeNames, type);
  if (name.empty()) return format_text("Unknown ICMP (obsolete or malformed?)");
  std::string info(name);
  const std::string_view reason = code_name(type, code);
  if (!reason.empty()) info.append(" (").append(reason).append(")");
  return info;
}

// Not every sender of echoes minds the byte order of the network.
std::uint16_t read_both_ways(Layer& icmp, const Field& field, const Field& swapped) {
  const std::uint16_t number = icmp.u16(field);
  icmp.also(swapped);
  icmp.means(swap_bytes(number));
  return number;
}

// The numbers of an echo, and what is known of its other half.
Outcome dissect_echo(Layer& icmp, bool reply) {
  const std::uint16_t identifier = read_both_ways(icmp, kIdentifier, kIdentifierLe);
  const std::uint16_t sequence = read_both_ways(icmp, kSequence, kSequenceLe);
  if (icmp.truncated()) return stop("the header is incomplete");
  const std::uint32_t id = std::uint32_t{identifier} << 16 | sequence;
  const auto facts = icmp.exchange({ExchangeProtocol::kIcmp, reply, id});
  if (std::string* info = icmp.info()) {
    const auto swapped = static_cast<unsigned>(swap_bytes(sequence));
    *info +=
        format_text(reply ? "    id=0x%04x, seq=%u/%u, ttl=%u" : "  id=0x%04x, seq=%u/%u, ttl=%u",
                    identifier, sequence, swapped, icmp.hop_limit());
    if (facts) *info += request_text(*facts);
  }
  if (facts) put_echo(icmp, kEchoFields, *facts);
  return done(icmp.rest(), {{Space::kBytes}});
}

void read_second_word(Layer& icmp, std::uint8_t type, std::uint8_t code) {
  if (type == 5) {
    icmp.ipv4(kGateway);
  } else if (type == 12) {
    icmp.u8(kPointer);
    icmp.bytes(kUnused, 3);
  } else if (type == 3 && code == 4) {
    icmp.bytes(kUnused, 2);
    icmp.u16(kNextMtu);
  } else {
    icmp.bytes(kUnused, 4);
  }
}

Outcome dissect_error(Layer& icmp, std::uint8_t type, std::uint8_t code) {
  read_second_word(icmp, type, code);
  if (icmp.truncated()) return stop("the header is incomplete");
  icmp.quote({icmp.left(), std::max(kQuotedLength, icmp.left().size())},
             {{Space::kEtherType, 0x0800}});
  return done();
}

Outcome dissect_times(Layer& icmp) {
  icmp.u16(kIdentifier);
  icmp.u16(kSequence);
  icmp.u32(kOriginate);
  icmp.u32(kReceive);
  icmp.u32(kTransmit);
  return icmp.truncated() ? stop("the timestamps are incomplete") : done();
}

Outcome dissect_mask(Layer& icmp) {
  icmp.u16(kIdentifier);
  icmp.u16(kSequence);
  icmp.ipv4(kMask);
  return icmp.truncated() ? stop("the mask is incomplete") : done();
}

Outcome dissect(Layer& icmp) {
  const std::uint8_t type = icmp.u8(kType);
  const std::uint8_t code = icmp.u8(kCode);
  if (icmp.recording() && !code_name(type, code).empty()) {
    icmp.say(format_text("%u (%s)", code, std::string(code_name(type, code)).c_str()));
  }
  icmp.u16(kChecksum);
  if (icmp.truncated()) return stop("the header is incomplete");
  icmp.icmp(type, code);
  if (std::string* info = icmp.info()) *info = info_of(type, code);
  switch (type) {
    case 0:
    case 8:
      return dissect_echo(icmp, type == 0);
    case 3:
    case 4:
    case 5:
    case 11:
    case 12:
      return dissect_error(icmp, type, code);
    case 13:
    case 14:
      return dissect_times(icmp);
    case 17:
    case 18:
      return dissect_mask(icmp);
    default:
      return done(icmp.rest(), {});
  }
}

constexpr FieldSpan kFields[] = {kType,         kCode,       kChecksum,     kIdentifier, kSequence,
                                 kIdentifierLe, kSequenceLe, kUnused,       kNextMtu,    kGateway,
                                 kPointer,      kOriginate,  kReceive,      kTransmit,   kMask,
                                 kResponseIn,   kResponseTo, kResponseTime, kNoResponse};

}  // namespace

extern const Dissector kIcmp{{"icmp", "Internet Control Message Protocol", Shape::kLayer},
                             "ICMP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
