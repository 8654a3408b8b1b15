// Frame relay: ITU-T Q.922, LINKTYPE_FRELAY of tcpdump.org; what is in it RFC 2427, or as in
// Cisco's HDLC.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/hdlc_protocol.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kProtocols[] = {
    {0x00, "NULL"}, {0x08, "Q.933"}, {0x09, "LMI"},
    {0x80, "SNAP"}, {0x81, "CLNP"},  {0x82, "ESIS"},
    {0x83, "ISIS"}, {0x8e, "IPv6"},  {0xb0, "Data compression protocol"},
    {0xcc, "IP"},   {0xcf, "PPP"}};

constexpr Field kFirst{"fr.first_addr_octet", "First address octet", Shape::kHex8};
constexpr Field kUpper{"fr.upper_dlci", "Upper DLCI", Shape::kHex8, 0xfc};
constexpr Field kCommand{"fr.cr", "CR", Shape::kFlag, 0x02};
constexpr Field kEnd{"fr.ea", "EA", Shape::kFlag, 0x01};
constexpr Field kSecond{"fr.second_addr_octet", "Second address octet", Shape::kHex8};
constexpr Field kSecondPart{"fr.second_dlci", "Second DLCI", Shape::kHex8, 0xf0};
constexpr Field kForward{"fr.fecn", "FECN", Shape::kFlag, 0x08};
constexpr Field kBackward{"fr.becn", "BECN", Shape::kFlag, 0x04};
constexpr Field kDiscard{"fr.de", "DE", Shape::kFlag, 0x02};
constexpr Field kThird{"fr.third_addr_octet", "Third address octet", Shape::kHex8};
constexpr Field kThirdPart{"fr.third_dlci", "Third DLCI", Shape::kHex8, 0xfe};
constexpr Field kLower{"fr.lower_dlci", "Lower DLCI", Shape::kHex8, 0xfc};
constexpr Field kConnection{"fr.dlci", "DLCI", Shape::kNumber32};
constexpr Field kControl{"fr.control", "Control Field", Shape::kHex8};
constexpr Field kProtocol{"fr.nlpid", "NLPID", Shape::kHex8, 0, kProtocols};
constexpr Field kOrganization{"fr.snap.oui", "Organization Code", Shape::kNumber24};
constexpr Field kSnapType{"fr.snaptype", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kSnapProtocol{"fr.snap.pid", "Protocol ID", Shape::kHex16};
constexpr Field kHdlcType{"fr.chdlctype", "Type", Shape::kHex16, 0, kHdlcProtocolNames};

constexpr Route kFoundAt[] = {{Space::kLinkType, 107}, {Space::kLinkType, 92}};

constexpr std::uint8_t kUnnumbered = 0x03, kEndBit = 0x01;
constexpr std::uint32_t kBridged = 0x0080c2;

// Two bytes as a rule, or as many as it takes until one has its lowest bit set.
std::uint32_t read_address(Layer& relay) {
  const std::uint8_t first = relay.u8(kFirst);
  relay.parts(first, {&kUpper, &kCommand, &kEnd});
  const std::uint8_t second = relay.u8(kSecond);
  relay.parts(second, {&kSecondPart, &kForward, &kBackward, &kDiscard, &kEnd});
  std::uint32_t connection = static_cast<std::uint32_t>(first >> 2) << 4 | second >> 4;
  if ((second & kEndBit) != 0) return connection;
  if ((relay.peek() & kEndBit) == 0) {
    const std::uint8_t third = relay.u8(kThird);
    relay.parts(third, {&kThirdPart, &kEnd});
    connection = connection << 7 | third >> 1;
  }
  const std::uint8_t last = relay.u8({&kLower, &kEnd});
  return connection << 6 | last >> 2;
}

// Protocol numbers of others: an organization, and what it says.
Outcome after_snap(Layer& relay) {
  const auto organization = static_cast<std::uint32_t>(relay.uint(kOrganization, 3));
  const std::uint16_t protocol = relay.peek16();
  relay.u16(organization == 0 ? kSnapType : kSnapProtocol);
  if (relay.truncated()) return stop("the header is incomplete");
  if (organization == 0) return done(relay.rest(), {{Space::kEtherType, protocol}});
  // Ethernet, with its checksum and without.
  if (organization == kBridged && (protocol == 1 || protocol == 7)) {
    return done(relay.rest(), {{Space::kEtherType, 0x6558}});
  }
  return done(relay.rest(), {});
}

Outcome after_protocol(Layer& relay, std::uint8_t protocol) {
  switch (protocol) {
    case 0x80:
      return after_snap(relay);
    case 0x8e:
      return done(relay.rest(), {{Space::kEtherType, 0x86dd}});
    case 0xcc:
      return done(relay.rest(), {{Space::kEtherType, 0x0800}});
    case 0xcf:
      return done(relay.rest(), {{Space::kLinkType, 9}});
    default:
      return done(relay.rest(), {});
  }
}

// What is not an unnumbered frame is as in Cisco's HDLC.
Outcome dissect(Layer& relay) {
  const std::uint32_t connection = read_address(relay);
  relay.generated(kConnection, connection);
  if (relay.truncated()) return stop("the address is incomplete");
  if (std::string* info = relay.info()) *info = format_text("DLCI %u", connection);
  if (relay.peek() != kUnnumbered) {
    const std::uint16_t type = relay.u16(kHdlcType);
    if (relay.truncated()) return stop("the header is incomplete");
    return done(relay.rest(), {{Space::kHdlcProtocol, type}, {Space::kEtherType, type}});
  }
  relay.u8(kControl);
  if (relay.peek() == 0 && relay.left().size() > 1) relay.u8(kProtocol);  // aligns what follows
  const std::uint8_t protocol = relay.u8(kProtocol);
  if (relay.truncated()) return stop("the header is incomplete");
  return after_protocol(relay, protocol);
}

constexpr FieldSpan kFields[] = {kFirst,        kUpper,    kCommand,      kEnd,     kSecond,
                                 kSecondPart,   kForward,  kBackward,     kDiscard, kThird,
                                 kThirdPart,    kLower,    kConnection,   kControl, kProtocol,
                                 kOrganization, kSnapType, kSnapProtocol, kHdlcType};

}  // namespace

extern const Dissector kFrameRelay{
    {"fr", "Frame Relay", Shape::kLayer}, "FR", kFoundAt, kFields, dissect};

}  // namespace packetglass
