// Point-to-Point Protocol: RFC 1661; framing as in HDLC RFC 1662.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/ppp_protocol.h"

namespace packetglass {
namespace {

constexpr Name kDirectionNames[] = {{0, "Received"}, {1, "Sent"}};

constexpr Field kDirection{"ppp.direction", "Direction", Shape::kNumber8, 0, kDirectionNames};
constexpr Field kAddress{"ppp.address", "Address", Shape::kHex8};
constexpr Field kControl{"ppp.control", "Control", Shape::kHex8};
constexpr Field kProtocol{"ppp.protocol", "Protocol", Shape::kHex16, 0, kPppProtocolNames};

constexpr Route kPppAt[] = {{Space::kLinkType, 9},
                            {Space::kLinkType, 50},
                            {Space::kEtherType, 0x880b},
                            {Space::kLinkType, 103}};
constexpr Route kPppWithDirectionAt[] = {{Space::kLinkType, 204}, {Space::kLinkType, 166}};

constexpr std::uint8_t kAllStations = 0xff, kUnnumbered = 0x03;

void put_info(Layer& ppp, std::uint16_t protocol) {
  std::string* const info = ppp.info();
  if (info == nullptr) return;
  const std::string name(name_of(kPppProtocolNames, protocol));
  *info = format_text("PPP %s (0x%04x)", name.empty() ? "Unknown" : name.c_str(), protocol);
}

// Address and control may be left out, and a zero byte in front of the protocol: the
// lowest bit of a protocol is always set.
Outcome dissect_ppp(Layer& ppp) {
  if (ppp.peek() == kAllStations && ppp.peek(1) == kUnnumbered) {
    ppp.u8(kAddress);
    ppp.u8(kControl);
  }
  const bool short_protocol = (ppp.peek() & 1) != 0;
  const std::uint16_t protocol = short_protocol ? ppp.u8(kProtocol) : ppp.u16(kProtocol);
  if (ppp.truncated()) return stop("the header is incomplete");
  put_info(ppp, protocol);
  return done(ppp.rest(), {{Space::kPppProtocol, protocol}});
}

Outcome dissect_with_direction(Layer& ppp) {
  ppp.u8(kDirection);
  return dissect_ppp(ppp);
}

constexpr FieldSpan kFields[] = {kDirection, kAddress, kControl, kProtocol};

}  // namespace

extern const Dissector kPpp{
    {"ppp", "Point-to-Point Protocol", Shape::kLayer}, "PPP", kPppAt, kFields, dissect_ppp};
extern const Dissector kPppWithDirection{{"ppp", "Point-to-Point Protocol", Shape::kLayer},
                                         "PPP",
                                         kPppWithDirectionAt,
                                         kFields,
                                         dissect_with_direction};

}  // namespace packetglass
