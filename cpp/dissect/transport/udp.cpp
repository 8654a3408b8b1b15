// User Datagram Protocol: RFC 768.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Field kSourcePort{"udp.srcport", "Source Port", Shape::kPort};
constexpr Field kDestinationPort{"udp.dstport", "Destination Port", Shape::kPort};
constexpr Field kLength{"udp.length", "Length", Shape::kNumber16};
constexpr Field kChecksum{"udp.checksum", "Checksum", Shape::kHex16};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 17}};
constexpr std::uint16_t kHeaderSize = 8;

void put_info(Layer& udp, unsigned source, unsigned destination, unsigned length) {
  if (udp.recording_text()) {
    udp.title(format_text(", Src Port: %u, Dst Port: %u", source, destination));
  }
  if (std::string* info = udp.info()) {
    *info = format_text("%u \u2192 %u Len=%u", source, destination, length);
  }
}

Outcome dissect(Layer& udp) {
  const std::uint16_t source = udp.u16(kSourcePort);
  const std::uint16_t destination = udp.u16(kDestinationPort);
  if (udp.truncated()) return stop("the header is incomplete");
  udp.ports(Transport::kUdp, source, destination);
  const std::uint16_t length = udp.u16(kLength);
  read_checksum(udp, kChecksum);
  if (udp.truncated()) return stop("the header is incomplete");

  // Zero is legal for jumbograms (RFC 2675): the payload runs to the end.
  if (length != 0 && length < kHeaderSize) return stop("the length is less than the header");
  const Payload payload = length == 0 ? udp.rest() : udp.rest(length - kHeaderSize);
  udp.carries(payload);
  put_info(udp, source, destination, static_cast<unsigned>(payload.length));

  // The lower port is the server's as a rule.
  const auto [low, high] = std::minmax(source, destination);
  return done(payload, {{Space::kUdpPort, low}, {Space::kUdpPort, high}, {Space::kUdpStart}});
}

constexpr FieldSpan kFields[] = {kSourcePort, kDestinationPort, kLength, kChecksum};

}  // namespace

extern const Dissector kUdp{
    {"udp", "User Datagram Protocol", Shape::kLayer}, "UDP", kFoundAt, kFields, dissect};

}  // namespace packetglass
