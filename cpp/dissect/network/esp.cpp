// Encapsulating Security Payload: RFC 4303; over UDP RFC 3948.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kSpi{"esp.spi", "ESP SPI", Shape::kHexNumber32};
constexpr Field kSequence{"esp.sequence", "ESP Sequence", Shape::kNumber32};
constexpr Field kEncrypted{"esp.encrypted", "ESP Encrypted Data", Shape::kBytes};
constexpr Field kKeepAlive{"udpencap.nat_keepalive", "NAT-keepalive packet", Shape::kBytes};
constexpr Field kNotEsp{"udpencap.non_esp_marker", "Non-ESP Marker", Shape::kBytes};

// ESP itself over UDP is reached by its number in IP.
constexpr Route kEspAt[] = {{Space::kIpProtocol, 50}};
constexpr Route kUdpAt[] = {{Space::kUdpPort, 4500}};

constexpr std::uint32_t kIkePort = 500;

Outcome dissect_esp(Layer& esp) {
  const std::uint32_t spi = esp.u32(kSpi);
  esp.u32(kSequence);
  if (esp.truncated()) return stop("the header is incomplete");
  if (std::string* info = esp.info()) *info = format_text("ESP (SPI=0x%08x)", spi);
  if (esp.recording() && !esp.left().empty()) esp.remaining(kEncrypted);
  return done();
}

Outcome dissect_udp(Layer& udp) {
  if (udp.left_on_wire() == 1) {
    udp.bytes(kKeepAlive, 1);
    if (std::string* info = udp.info()) *info = "NAT-keepalive";
    return done();
  }
  if (udp.left_on_wire() < 4) return not_mine();
  if (std::string* info = udp.info()) *info = "ESP (SPI=0x00000000)";
  const bool is_esp = (udp.peek() | udp.peek(1) | udp.peek(2) | udp.peek(3)) != 0;
  if (is_esp) return done(udp.rest(), {{Space::kIpProtocol, 50}});
  udp.bytes(kNotEsp, 4);
  return done(udp.rest(), {{Space::kUdpPort, kIkePort}});
}

constexpr FieldSpan kFields[] = {kSpi, kSequence, kEncrypted, kKeepAlive, kNotEsp};

}  // namespace

extern const Dissector kEsp{
    {"esp", "Encapsulating Security Payload", Shape::kLayer}, "ESP", kEspAt, kFields, dissect_esp};
extern const Dissector kEspInUdp{{"udpencap", "UDP Encapsulation of IPsec Packets", Shape::kLayer},
                                 "UDPENCAP",
                                 kUdpAt,
                                 kFields,
                                 dissect_udp};

}  // namespace packetglass
