// Cisco's HDLC, LINKTYPE_C_HDLC of tcpdump.org, and the Serial Line Address Resolution Protocol
// in it.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/hdlc_protocol.h"

namespace packetglass {
namespace {

constexpr Name kAddresses[] = {{0x0f, "Unicast"}, {0x8f, "Multicast"}};
constexpr Name kTypes[] = {{0, "Request"}, {1, "Reply"}, {2, "Line keepalive"}};

constexpr Field kAddress{"chdlc.address", "Address", Shape::kHex8, 0, kAddresses};
constexpr Field kControl{"chdlc.control", "Control", Shape::kHex8};
constexpr Field kProtocol{"chdlc.protocol", "Protocol", Shape::kHex16, 0, kHdlcProtocolNames};

constexpr Field kType{"slarp.ptype", "Packet type", Shape::kNumber32, 0, kTypes};
constexpr Field kOwnAddress{"slarp.address", "Address", Shape::kIpv4};
constexpr Field kMask{"slarp.netmask", "Netmask", Shape::kIpv4};
constexpr Field kOwn{"slarp.mysequence", "Outgoing sequence number", Shape::kNumber32};
constexpr Field kOther{"slarp.yoursequence", "Returned sequence number", Shape::kNumber32};
constexpr Field kReliability{"slarp.reliability", "Reliability", Shape::kHex16};

constexpr Route kFoundAt[] = {{Space::kLinkType, 104}};
constexpr Route kSlarpAt[] = {{Space::kHdlcProtocol, 0x8035}};

constexpr std::uint32_t kKeepalive = 2;

Outcome dissect_hdlc(Layer& hdlc) {
  hdlc.u8(kAddress);
  hdlc.u8(kControl);
  const std::uint16_t protocol = hdlc.u16(kProtocol);
  if (hdlc.truncated()) return stop("the header is incomplete");
  return done(hdlc.rest(), {{Space::kHdlcProtocol, protocol}, {Space::kEtherType, protocol}});
}

Outcome dissect_keepalive(Layer& slarp) {
  const std::uint32_t own = slarp.u32(kOwn), other = slarp.u32(kOther);
  slarp.u16(kReliability);
  if (slarp.truncated()) return stop("the message is incomplete");
  if (std::string* info = slarp.info()) {
    *info = format_text("Line keepalive, outgoing sequence %u, returned sequence %u", own, other);
  }
  return done();
}

Outcome dissect_address(Layer& slarp, std::string_view kind) {
  const Address address = slarp.ipv4(kOwnAddress), mask = slarp.ipv4(kMask);
  if (slarp.truncated()) return stop("the message is incomplete");
  if (std::string* info = slarp.info()) {
    *info = std::string(kind) + ", from " + to_text(address) + ", mask " + to_text(mask);
  }
  return done();
}

Outcome dissect_slarp(Layer& slarp) {
  const std::uint32_t type = slarp.u32(kType);
  if (slarp.truncated()) return stop("the message is incomplete");
  if (type == kKeepalive) return dissect_keepalive(slarp);
  if (type < kKeepalive) return dissect_address(slarp, name_of(kTypes, type));
  if (std::string* info = slarp.info()) *info = format_text("Unknown packet type 0x%08X", type);
  return done(slarp.rest(), {});
}

constexpr FieldSpan kFields[] = {kAddress, kControl, kProtocol, kType,       kOwnAddress,
                                 kMask,    kOwn,     kOther,    kReliability};

}  // namespace

extern const Dissector kCiscoHdlc{
    {"chdlc", "Cisco HDLC", Shape::kLayer}, "CHDLC", kFoundAt, kFields, dissect_hdlc};
extern const Dissector kSlarp{
    {"slarp", "Cisco SLARP", Shape::kLayer}, "SLARP", kSlarpAt, kFields, dissect_slarp};

}  // namespace packetglass
