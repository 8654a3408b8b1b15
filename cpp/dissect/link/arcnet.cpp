// ARCNET: RFC 1201 and 1051, LINKTYPE_ARCNET_BSD and LINKTYPE_ARCNET_LINUX of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kProtocols[] = {{0xf0, "RFC 1051 IP"},
                               {0xf1, "RFC 1051 ARP"},
                               {0xd4, "RFC 1201 IP"},
                               {0xd5, "RFC 1201 ARP"},
                               {0xd6, "RFC 1201 RARP"},
                               {0xfa, "IPX"},
                               {0xec, "Novell of some sort"},
                               {0xc4, "IPv6"},
                               {0xe8, "Encapsulated Ethernet"},
                               {0x00, "Datapoint boot"},
                               {0x01, "Datapoint mount"},
                               {0x08, "PowerLAN beacon"},
                               {0xf3, "PowerLAN beacon2"},
                               {0xdd, "Appletalk"},
                               {0xf7, "Banyan VINES"},
                               {0x80, "Diagnose"},
                               {0xcd, "BACnet"}};

constexpr Field kSource{"arcnet.src", "Source", Shape::kHex8};
constexpr Field kDestination{"arcnet.dst", "Dest", Shape::kHex8};
constexpr Field kOffset{"arcnet.offset", "Offset", Shape::kBytes};
constexpr Field kProtocol{"arcnet.protID", "Protocol ID", Shape::kHex8, 0, kProtocols};
constexpr Field kException{"arcnet.exception_flag", "Exception Flag", Shape::kHex8};
constexpr Field kPadding{"arcnet.padding", "Padding", Shape::kHex16};
constexpr Field kSplit{"arcnet.split_flag", "Split Flag", Shape::kNumber8};
constexpr Field kSequence{"arcnet.sequence", "Sequence", Shape::kNumber16};

constexpr Route kFoundAtBsd[] = {{Space::kLinkType, 7}};
constexpr Route kFoundAtLinux[] = {{Space::kLinkType, 129}};

constexpr std::uint8_t kExceptional = 0xff;

// RFC 1051 has no fragments, and so nothing that numbers them.
bool has_fragments(std::uint8_t protocol) {
  return protocol != 0xf0 && protocol != 0xf1 && protocol != 0xcd && protocol != 0x80;
}

// A packet of a length that ARCNET cannot say is filled up in front, which Linux takes away.
void read_fragment(Layer& arcnet, bool on_the_wire) {
  if (on_the_wire && arcnet.peek() == kExceptional) {
    arcnet.u8(kException);
    arcnet.u16(kPadding);
    arcnet.u8(kProtocol);
  }
  arcnet.u8(kSplit);
  arcnet.u16(kSequence);
}

Outcome after_header(Layer& arcnet, std::uint8_t protocol) {
  switch (protocol) {
    case 0xd4:
    case 0xf0:
      return done(arcnet.rest(), {{Space::kEtherType, 0x0800}});
    case 0xd5:
    case 0xd6:
    case 0xf1:
      return done(arcnet.rest(), {{Space::kEtherType, 0x0806}});
    case 0xc4:
      return done(arcnet.rest(), {{Space::kEtherType, 0x86dd}});
    case 0xe8:
      return done(arcnet.rest(), {{Space::kEtherType, 0x6558}});
    default:
      return done(arcnet.rest(), {});
  }
}

Outcome dissect(Layer& arcnet, bool with_offset) {
  arcnet.u8(kSource);
  arcnet.u8(kDestination);
  if (with_offset) arcnet.bytes(kOffset, 2);
  const std::uint8_t protocol = arcnet.u8(kProtocol);
  if (has_fragments(protocol)) read_fragment(arcnet, !with_offset);
  if (arcnet.truncated()) return stop("the header is incomplete");
  if (std::string* info = arcnet.info()) {
    *info = format_text("Protocol ID 0x%02x", protocol);
  }
  return after_header(arcnet, protocol);
}

Outcome dissect_bsd(Layer& arcnet) {
  return dissect(arcnet, false);
}

Outcome dissect_linux(Layer& arcnet) {
  return dissect(arcnet, true);
}

constexpr FieldSpan kFields[] = {kSource,    kDestination, kOffset, kProtocol,
                                 kException, kPadding,     kSplit,  kSequence};

}  // namespace

extern const Dissector kArcnetBsd{
    {"arcnet", "ARCNET", Shape::kLayer}, "ARCNET", kFoundAtBsd, kFields, dissect_bsd};
extern const Dissector kArcnetLinux{
    {"arcnet", "ARCNET", Shape::kLayer}, "ARCNET", kFoundAtLinux, kFields, dissect_linux};

}  // namespace packetglass
