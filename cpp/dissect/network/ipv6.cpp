// Internet Protocol version 6: RFC 8200. Its extension headers are dissectors of their own.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ip_protocol.h"
#include "dissect/network/traffic_class.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"ipv6.version", "Version", Shape::kNumber8, 0xf0000000};
constexpr Field kTrafficClass{"ipv6.tclass", "Traffic Class", Shape::kHex32, 0x0ff00000};
constexpr Field kDscp{"ipv6.tclass.dscp", "Differentiated Services Codepoint", Shape::kNumber32,
                      0x0fc00000, kDscpNames};
constexpr Field kEcn{"ipv6.tclass.ecn", "Explicit Congestion Notification", Shape::kNumber32,
                     0x00300000, kEcnNames};
constexpr Field kFlowLabel{"ipv6.flow", "Flow Label", Shape::kHex24, 0x000fffff};
constexpr Field kPayloadLength{"ipv6.plen", "Payload Length", Shape::kNumber16};
constexpr Field kNextHeader{"ipv6.nxt", "Next Header", Shape::kNumber8, 0, kIpProtocolNames};
constexpr Field kHopLimit{"ipv6.hlim", "Hop Limit", Shape::kNumber8};
constexpr Field kSource{"ipv6.src", "Source Address", Shape::kIpv6};
constexpr Field kDestination{"ipv6.dst", "Destination Address", Shape::kIpv6};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x86dd},
                              {Space::kIpProtocol, 41},
                              {Space::kPppProtocol, 0x0057},
                              {Space::kLinkType, 229}};

void read_first(Layer& ipv6) {
  const std::uint32_t word = ipv6.u32({&kVersion, &kTrafficClass});
  if (!ipv6.recording() || ipv6.truncated()) return;
  if (ipv6.recording_text()) ipv6.say(traffic_class_text(static_cast<std::uint8_t>(word >> 20)));
  ipv6.parts(word, {&kDscp, &kEcn});
  ipv6.also(kFlowLabel);
  ipv6.means(word & kFlowLabel.mask);
}

Outcome dissect(Layer& ipv6) {
  if (ipv6.left().empty()) return stop("the header is incomplete");
  read_first(ipv6);
  if (ipv6.truncated()) return stop("the header is incomplete");
  if (ipv6.whole()[0] >> 4 != 6) return stop("the version is not 6");
  const std::uint16_t length = ipv6.u16(kPayloadLength);
  const std::uint8_t next = ipv6.u8(kNextHeader);
  ipv6.set_hop_limit(ipv6.u8(kHopLimit));
  const Address source = ipv6.ipv6(kSource);
  const Address destination = ipv6.ipv6(kDestination);
  if (ipv6.truncated()) return stop("the header is incomplete");
  ipv6.addresses(source, destination);
  ipv6.ip_protocol(next);
  if (ipv6.recording_text()) {
    ipv6.title(", Src: " + to_text(source) + ", Dst: " + to_text(destination));
  }
  if (std::string* info = ipv6.info()) *info = next_header_info(next);

  // Zero is a jumbogram's, whose length an option says, or what segmentation offload leaves there.
  const Payload payload = length == 0 && next != kNoNextHeader ? ipv6.rest() : ipv6.rest(length);
  ipv6.trailing(payload);
  return done(payload, {{Space::kIpProtocol, next}});
}

constexpr FieldSpan kFields[] = {kVersion,       kTrafficClass, kDscp,     kEcn,    kFlowLabel,
                                 kPayloadLength, kNextHeader,   kHopLimit, kSource, kDestination};

}  // namespace

extern const Dissector kIpv6{
    {"ipv6", "Internet Protocol Version 6", Shape::kLayer}, "IPv6", kFoundAt, kFields, dissect};

}  // namespace packetglass
