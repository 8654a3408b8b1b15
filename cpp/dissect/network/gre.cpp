// Generic Routing Encapsulation: RFC 2784, 2890 and 1701; in UDP RFC 8086; version 1, of PPTP,
// RFC 2637.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/gre_types.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0x0800, "IP"},
                               {0x0806, "ARP"},
                               {0x2000, "CDP (Cisco)"},
                               {0x2001, "NHRP"},
                               {0x22eb, "ERSPAN III"},
                               {0x6400, "MIKROTIK EoIP"},
                               {0x6558, "Transparent Ethernet bridging"},
                               {0x6559, "Frame Relay"},
                               {0x86dd, "IPv6"},
                               {0x8847, "MPLS label switched packet"},
                               {0x8848, "MPLS multicast label switched packet"},
                               {0x880b, "PPP"},
                               {0x883e, "WCCP"},
                               {0x88be, "ERSPAN"},
                               {0x8909, "CiscoMetaData"},
                               {0x894f, "NSH"},
                               {0x9000, "ARUBA WLAN"}};
constexpr Name kVersionNames[] = {{0, "GRE"}, {1, "Enhanced GRE"}};

constexpr Field kFlags{"gre.flags_and_version", "Flags and Version", Shape::kHex16};
constexpr Field kHasChecksum{"gre.flags.checksum", "Checksum Bit", Shape::kFlag, 0x8000};
constexpr Field kHasRouting{"gre.flags.routing", "Routing Bit", Shape::kFlag, 0x4000};
constexpr Field kHasKey{"gre.flags.key", "Key Bit", Shape::kFlag, 0x2000};
constexpr Field kHasSequence{"gre.flags.sequence_number", "Sequence Number Bit", Shape::kFlag,
                             0x1000};
constexpr Field kStrict{"gre.flags.strict_source_route", "Strict Source Route Bit", Shape::kFlag,
                        0x0800};
constexpr Field kRecursion{"gre.flags.recursion_control", "Recursion control", Shape::kNumber16,
                           0x0700};
constexpr Field kHasAck{"gre.flags.ack", "Acknowledgment", Shape::kFlag, 0x0080};
constexpr Field kReserved{"gre.flags.reserved", "Flags (Reserved)", Shape::kNumber16, 0x00f8};
constexpr Field kReserved1{"gre.flags.reserved", "Flags (Reserved)", Shape::kNumber16, 0x0078};
constexpr Field kVersion{"gre.flags.version", "Version", Shape::kNumber16, 0x0007, kVersionNames};
constexpr Field kType{"gre.proto", "Protocol Type", Shape::kHex16, 0, kTypeNames};
constexpr Field kChecksum{"gre.checksum", "Checksum", Shape::kHex16};
constexpr Field kOffset{"gre.offset", "Offset", Shape::kNumber16};
constexpr Field kKey{"gre.key", "Key", Shape::kHex32};
constexpr Field kLength{"gre.key.payload_length", "Payload Length", Shape::kNumber16};
constexpr Field kCall{"gre.key.call_id", "Call ID", Shape::kNumber16};
constexpr Field kSequence{"gre.sequence_number", "Sequence Number", Shape::kNumber32};
constexpr Field kAck{"gre.ack_number", "Acknowledgment Number", Shape::kNumber32};
constexpr Field kRouting{"gre.routing", "Routing", Shape::kGroup};
constexpr Field kFamily{"gre.routing.address_family", "Address Family", Shape::kNumber16};
constexpr Field kEntryOffset{"gre.routing.sre_offset", "SRE Offset", Shape::kNumber8};
constexpr Field kEntryLength{"gre.routing.src_length", "SRE Length", Shape::kNumber8};
constexpr Field kEntry{"gre.routing.information", "Routing Information", Shape::kBytes};
constexpr Field kRedirect{"gre.wccp.redirect_header", "Redirect Header", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 47}};
constexpr Route kInUdpAt[] = {{Space::kUdpPort, 4754}};

constexpr std::uint16_t kChecksumBit = 0x8000, kRoutingBit = 0x4000, kKeyBit = 0x2000,
                        kSequenceBit = 0x1000, kAckBit = 0x0080, kVersionMask = 0x0007;
constexpr std::uint16_t kPpp = 0x880b, kWccp = 0x883e, kFrameRelay = 0x6559;

// Entries up to the empty one; each is at least four bytes.
void read_routing(Layer& gre) {
  while (!gre.truncated()) {
    Layer::Group routing(gre, kRouting);
    const std::uint16_t family = gre.u16(kFamily);
    gre.u8(kEntryOffset);
    const std::uint8_t length = gre.u8(kEntryLength);
    if (length != 0) gre.bytes(kEntry, length);
    if (family == 0 && length == 0) return;
  }
}

void read_key(Layer& gre, bool pptp) {
  if (!pptp) {
    gre.u32(kKey);
    return;
  }
  gre.u16(kLength);
  gre.u16(kCall);
}

std::uint16_t read_flags(Layer& gre) {
  const std::uint16_t flags = gre.u16(kFlags);
  const bool enhanced = (flags & kVersionMask) == 1;
  gre.parts(flags, {&kHasChecksum, &kHasRouting, &kHasKey, &kHasSequence, &kStrict, &kRecursion});
  if (enhanced) gre.parts(flags, {&kHasAck, &kReserved1, &kVersion});
  if (!enhanced) gre.parts(flags, {&kReserved, &kVersion});
  return flags;
}

void put_info(Layer& gre, std::uint16_t type) {
  const bool aruba = gre_route(type, false).space == Space::kLinkType && type != kFrameRelay;
  std::string name(aruba ? "ARUBA WLAN" : name_of(kTypeNames, type));
  if (name.empty()) name = format_text("0x%04x (unknown)", type);
  if (gre.recording_text()) gre.title(" (" + name + ")");
  if (std::string* info = gre.info()) *info = "Encapsulated " + name;
}

// IP that a router handed to a cache; version 2 of WCCP has a header in front of it.
Outcome dissect_redirected(Layer& gre) {
  if (gre.peek() >> 4 != 4) gre.bytes(kRedirect, 4);
  if (gre.truncated()) return stop("the header is incomplete");
  return done(gre.rest(), {{Space::kEtherType, 0x0800}});
}

Outcome dissect(Layer& gre) {
  const std::uint16_t flags = read_flags(gre);
  const std::uint16_t type = gre.u16(kType);
  if (gre.truncated()) return stop("the header is incomplete");
  if (gre.recording() || gre.info() != nullptr) put_info(gre, type);
  const bool enhanced = (flags & kVersionMask) == 1;
  if ((flags & (kChecksumBit | kRoutingBit)) != 0) {
    gre.u16(kChecksum);
    gre.u16(kOffset);
  }
  if ((flags & kKeyBit) != 0) read_key(gre, enhanced && type == kPpp);
  if ((flags & kSequenceBit) != 0) gre.u32(kSequence);
  if (enhanced && (flags & kAckBit) != 0) gre.u32(kAck);
  if ((flags & kRoutingBit) != 0) read_routing(gre);
  if (gre.truncated()) return stop("the header is incomplete");
  if (type == kWccp) return dissect_redirected(gre);
  return done(gre.rest(), {gre_route(type, (flags & kSequenceBit) != 0)});
}

// Version 0 without routing, RFC 8086, section 3.
Outcome dissect_in_udp(Layer& gre) {
  constexpr unsigned kMustBeZero = 0x4fff;
  return (gre.peek16() & kMustBeZero) == 0 ? dissect(gre) : not_mine();
}

constexpr FieldSpan kFields[] = {kFlags,   kHasChecksum, kHasRouting,  kHasKey,   kHasSequence,
                                 kStrict,  kRecursion,   kHasAck,      kReserved, kReserved1,
                                 kVersion, kType,        kChecksum,    kOffset,   kKey,
                                 kLength,  kCall,        kSequence,    kAck,      kRouting,
                                 kFamily,  kEntryOffset, kEntryLength, kEntry,    kRedirect};

}  // namespace

extern const Dissector kGre{
    {"gre", "Generic Routing Encapsulation", Shape::kLayer}, "GRE", kFoundAt, kFields, dissect};
extern const Dissector kGreInUdp{{"gre", "Generic Routing Encapsulation", Shape::kLayer},
                                 "GRE",
                                 kInUdpAt,
                                 kFields,
                                 dissect_in_udp};

}  // namespace packetglass
