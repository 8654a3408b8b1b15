// Internet Control Message Protocol for IPv6: RFC 4443. What RFC 4861 and MLD add is in files
// next to this one.
#include "base/text.h"
#include "dissect/network/echo.h"
#include "dissect/network/multicast_listener.h"
#include "dissect/network/neighbor_discovery.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{1, "Destination Unreachable"},
                               {2, "Packet Too Big"},
                               {3, "Time Exceeded"},
                               {4, "Parameter Problem"},
                               {100, "Private experimentation"},
                               {101, "Private experimentation"},
                               {128, "Echo (ping) request"},
                               {129, "Echo (ping) reply"},
                               {130, "Multicast Listener Query"},
                               {131, "Multicast Listener Report"},
                               {132, "Multicast Listener Done"},
                               {133, "Router Solicitation"},
                               {134, "Router Advertisement"},
                               {135, "Neighbor Solicitation"},
                               {136, "Neighbor Advertisement"},
                               {137, "Redirect"},
                               {138, "Router Renumbering"},
                               {139, "Node Information Query"},
                               {140, "Node Information Reply"},
                               {141, "Inverse Neighbor Discovery Solicitation"},
                               {142, "Inverse Neighbor Discovery Advertisement"},
                               {143, "Multicast Listener Report Message v2"},
                               {144, "Home Agent Address Discovery Request"},
                               {145, "Home Agent Address Discovery Reply"},
                               {146, "Mobile Prefix Solicitation"},
                               {147, "Mobile Prefix Advertisement"},
                               {148, "Certification Path Solicitation"},
                               {149, "Certification Path Advertisement"},
                               {151, "Multicast Router Advertisement"},
                               {152, "Multicast Router Solicitation"},
                               {153, "Multicast Router Termination"},
                               {155, "RPL Control"},
                               {160, "Extended Echo request"},
                               {161, "Extended Echo reply"},
                               {200, "Private experimentation"},
                               {201, "Private experimentation"}};
constexpr Name kUnreachableNames[] = {{0, "no route to destination"},
                                      {1, "Administratively prohibited"},
                                      {2, "Beyond scope of source address"},
                                      {3, "Address unreachable"},
                                      {4, "Port unreachable"},
                                      {5, "Source address failed ingress/egress policy"},
                                      {6, "Reject route to destination"},
                                      {7, "Error in Source Routing Header"}};
constexpr Name kExceededNames[] = {{0, "hop limit exceeded in transit"},
                                   {1, "fragment reassembly time exceeded"}};
constexpr Name kProblemNames[] = {{0, "erroneous header field encountered"},
                                  {1, "unrecognized Next Header type encountered"},
                                  {2, "unrecognized IPv6 option encountered"},
                                  {3, "IPv6 First Fragment has incomplete IPv6 Header Chain"}};

constexpr Field kType{"icmpv6.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kCode{"icmpv6.code", "Code", Shape::kNumber8};
constexpr Field kChecksum{"icmpv6.checksum", "Checksum", Shape::kHex16};
constexpr Field kReserved{"icmpv6.reserved", "Reserved", Shape::kBytes};
constexpr Field kLength{"icmpv6.length", "Length of original datagram", Shape::kNumber8};
constexpr Field kMtu{"icmpv6.mtu", "MTU", Shape::kNumber32};
constexpr Field kPointer{"icmpv6.pointer", "Pointer", Shape::kNumber32};
constexpr Field kIdentifier{"icmpv6.echo.identifier", "Identifier", Shape::kHex16};
constexpr Field kSequence{"icmpv6.echo.sequence_number", "Sequence", Shape::kNumber16};
constexpr Field kData{"icmpv6.body", "Body", Shape::kBytes};

constexpr Field kResponseIn{"icmpv6.resp_in", "Response In", Shape::kFrameNumber};
constexpr Field kResponseTo{"icmpv6.resp_to", "Response To", Shape::kFrameNumber};
constexpr Field kResponseTime{"icmpv6.resptime", "Response Time", Shape::kReal};
constexpr Field kNoResponse{"icmpv6.no_resp", "No response seen", Shape::kExpert};
constexpr EchoFields kEchoFields{kResponseIn, kResponseTo, kResponseTime, kNoResponse};

constexpr std::uint8_t kEchoRequest = 128, kEchoReply = 129;

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 58}};

// A quoted packet is truncated: it was longer than what is quoted.
constexpr std::size_t kQuotedLength = 65535;

std::string_view code_name(std::uint8_t type, std::uint8_t code) {
  switch (type) {
    case 1:
      return name_of(kUnreachableNames, code);
    case 3:
      return name_of(kExceededNames, code);
    case 4:
      return name_of(kProblemNames, code);
    default:
      return {};
  }
}

void put_info(Layer& icmp, std::uint8_t type, std::uint8_t code) {
  std::string* const info = icmp.info();
  if (info == nullptr) return;
  const std::string_view name = name_of(kTypeNames, type);
  *info = name.empty() ? format_text("Unknown (%u)", type) : std::string(name);
  const std::string_view reason = code_name(type, code);
  if (!reason.empty()) info->append(" (").append(reason).append(")");
}

Outcome dissect_error(Layer& icmp, std::uint8_t type) {
  if (type == 2) {
    icmp.u32(kMtu);
  } else if (type == 4) {
    icmp.u32(kPointer);
  } else if (icmp.peek() != 0) {
    // The length of the quoted packet, behind which extensions are (RFC 4884).
    icmp.u8(kLength);
    icmp.bytes(kReserved, 3);
  } else {
    icmp.bytes(kReserved, 4);
  }
  if (icmp.truncated()) return stop("the header is incomplete");
  icmp.quote({icmp.left(), std::max(kQuotedLength, icmp.left().size())},
             {{Space::kEtherType, 0x86dd}});
  return done();
}

Outcome dissect_echo(Layer& icmp, bool reply) {
  const std::uint16_t identifier = icmp.u16(kIdentifier);
  const std::uint16_t sequence = icmp.u16(kSequence);
  if (icmp.truncated()) return stop("the header is incomplete");
  const std::uint32_t id = std::uint32_t{identifier} << 16 | sequence;
  const auto facts = icmp.exchange({ExchangeProtocol::kIcmpv6, reply, id});
  if (std::string* info = icmp.info()) {
    *info +=
        format_text(" id=0x%04x, seq=%u, hop limit=%u", identifier, sequence, icmp.hop_limit());
    if (facts) *info += request_text(*facts);
  }
  if (facts) put_echo(icmp, kEchoFields, *facts);
  return done(icmp.rest(), {{Space::kBytes}});
}

Outcome dissect_other(Layer& icmp) {
  if (!icmp.left().empty()) icmp.remaining(kData);
  return done();
}

Outcome dissect_message(Layer& icmp, std::uint8_t type) {
  switch (type) {
    case 1:
    case 2:
    case 3:
    case 4:
      return dissect_error(icmp, type);
    case kEchoRequest:
    case kEchoReply:
      return dissect_echo(icmp, type == kEchoReply);
    case 130:
    case 131:
    case 132:
    case 143:
      return read_multicast_listener(icmp, type);
    case 133:
    case 134:
    case 135:
    case 136:
    case 137:
      return read_neighbor_discovery(icmp, type);
    default:
      return dissect_other(icmp);
  }
}

Outcome dissect(Layer& icmp) {
  const std::uint8_t type = icmp.u8(kType);
  const std::uint8_t code = icmp.u8(kCode);
  if (icmp.recording() && !code_name(type, code).empty()) {
    icmp.say(format_text("%u (%s)", code, std::string(code_name(type, code)).c_str()));
  }
  icmp.u16(kChecksum);
  if (icmp.truncated()) return stop("the header is incomplete");
  put_info(icmp, type, code);
  // Errors, and redirects.
  if (type < 128 || type == 137) icmp.skips_layers();
  const bool is_echo = type == kEchoRequest || type == kEchoReply;
  if (!icmp.recording() && icmp.info() == nullptr && !is_echo) return done();
  return dissect_message(icmp, type);
}

constexpr FieldSpan kFields[] = {kType,
                                 kCode,
                                 kChecksum,
                                 kReserved,
                                 kLength,
                                 kMtu,
                                 kPointer,
                                 kIdentifier,
                                 kSequence,
                                 kData,
                                 kMulticastListenerFields,
                                 kNeighborDiscoveryFields,
                                 kNeighborOptionFields,
                                 kResponseIn,
                                 kResponseTo,
                                 kResponseTime,
                                 kNoResponse};

}  // namespace

extern const Dissector kIcmpv6{{"icmpv6", "Internet Control Message Protocol v6", Shape::kLayer},
                               "ICMPv6",
                               kFoundAt,
                               kFields,
                               dissect};

}  // namespace packetglass
