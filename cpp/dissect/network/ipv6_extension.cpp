// Extension headers of IPv6: RFC 8200, section 4; the authentication header RFC 4302.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/fragments.h"
#include "dissect/network/ip_protocol.h"

namespace packetglass {
namespace {

constexpr Name kOptionNames[] = {{0, "Pad1"},
                                 {1, "PadN"},
                                 {5, "Router Alert"},
                                 {0xc2, "Jumbo Payload"},
                                 {0xc9, "Home Address"},
                                 {0x63, "RPL Option"}};
constexpr Field kOptionType{"ipv6.opt.type", "Type", Shape::kHex8, 0, kOptionNames};
constexpr Field kOptionAction{"ipv6.opt.type.action", "Action", Shape::kNumber8, 0xc0};
constexpr Field kOptionChange{"ipv6.opt.type.change", "May Change", Shape::kFlag, 0x20};
constexpr Field kOptionRest{"ipv6.opt.type.rest", "Low-Order Bits", Shape::kHex8, 0x1f};
constexpr Field kOptionLength{"ipv6.opt.length", "Length", Shape::kNumber8};
constexpr Field kPadN{"ipv6.opt.padn", "PadN", Shape::kBytes};
constexpr Field kRouterAlert{"ipv6.opt.router_alert", "Router Alert", Shape::kNumber16};
constexpr Field kJumbo{"ipv6.opt.jumbo", "Payload Length", Shape::kNumber32};
constexpr Field kUnknown{"ipv6.opt.unknown", "Unknown Data", Shape::kBytes};
constexpr Field kOption{"ipv6.opt", "IPv6 Option", Shape::kGroup};

void read_value(Layer& header, std::uint8_t type, std::uint8_t length) {
  if (type == 5 && length == 2) {
    header.u16(kRouterAlert);
  } else if (type == 0xc2 && length == 4) {
    header.u32(kJumbo);
  } else {
    header.bytes(type == 1 ? kPadN : kUnknown, length);
  }
}

void read_options(Layer& header) {
  while (!header.left().empty() && !header.truncated()) {
    Layer::Group option(header, kOption);
    const std::string_view name = name_of(kOptionNames, header.peek());
    if (!name.empty()) option.say(" (" + std::string(name) + ")");
    const std::uint8_t type = header.u8(kOptionType);
    header.parts(type, {&kOptionAction, &kOptionChange, &kOptionRest});
    if (type == 0) continue;
    const std::uint8_t length = header.u8(kOptionLength);
    read_value(header, type, length);
  }
}

struct Names {
  Field next, length;
};

constexpr Names kHopByHop{
    {"ipv6.hopopts.nxt", "Next Header", Shape::kNumber8, 0, kIpProtocolNames},
    {"ipv6.hopopts.len", "Length", Shape::kNumber8}};
constexpr Names kDestination{
    {"ipv6.dstopts.nxt", "Next Header", Shape::kNumber8, 0, kIpProtocolNames},
    {"ipv6.dstopts.len", "Length", Shape::kNumber8}};
constexpr Names kRouting{{"ipv6.routing.nxt", "Next Header", Shape::kNumber8, 0, kIpProtocolNames},
                         {"ipv6.routing.len", "Length", Shape::kNumber8}};

struct Start {
  std::uint8_t next = 0;
  std::size_t left = 0;  // of the header, in bytes
};

Start read_start(Layer& header, const Names& names) {
  Start start;
  start.next = header.u8(names.next);
  const std::uint8_t units = header.u8(names.length);
  start.left = 8u * units + 6;
  if (header.recording()) header.say(format_text("%u (%zu bytes)", units, start.left + 2));
  return start;
}

Outcome go_on(Layer& header, std::uint8_t next) {
  if (header.truncated()) return stop("the header is incomplete");
  header.ip_protocol(next);
  if (std::string* info = header.info()) *info = next_header_info(next);
  return done(header.rest(), {{Space::kIpProtocol, next}});
}

template <const Names& kNames>
Outcome dissect_options(Layer& header) {
  const Start start = read_start(header, kNames);
  {
    Layer::Limit options(header, start.left);
    read_options(header);
  }
  return go_on(header, start.next);
}

constexpr Field kRoutingType{"ipv6.routing.type", "Type", Shape::kNumber8};
constexpr Field kSegmentsLeft{"ipv6.routing.segleft", "Segments Left", Shape::kNumber8};
constexpr Field kRoutingBytes{"ipv6.routing.unknown.data", "Type-Specific Data", Shape::kBytes};

Outcome dissect_routing(Layer& header) {
  const Start start = read_start(header, kRouting);
  header.u8(kRoutingType);
  // The checksum of a transport is of the last destination.
  if (header.u8(kSegmentsLeft) != 0) header.make_unverifiable();
  header.bytes(kRoutingBytes, start.left - 2);
  return go_on(header, start.next);
}

constexpr Field kFragmentNext{"ipv6.fraghdr.nxt", "Next header", Shape::kNumber8, 0,
                              kIpProtocolNames};
constexpr Field kFragmentReserved{"ipv6.fraghdr.reserved_octet", "Reserved octet", Shape::kHex8};
constexpr Field kFragmentOffset{"ipv6.fraghdr.offset", "Offset", Shape::kNumber16, 0xfff8};
constexpr Field kFragmentBits{"ipv6.fraghdr.reserved_bits", "Reserved bits", Shape::kNumber16,
                              0x0006};
constexpr Field kMoreFragments{"ipv6.fraghdr.more", "More Fragments", Shape::kFlag, 0x0001};
constexpr Field kFragmentId{"ipv6.fraghdr.ident", "Identification", Shape::kHex32};

constexpr FragmentFields kFragments{
    {"ipv6.fragments", "IPv6 Fragments", Shape::kGroup},
    {"ipv6.fragment", "IPv6 Fragment", Shape::kFrameNumber},
    {"ipv6.fragment.count", "Fragment count", Shape::kNumber32},
    {"ipv6.reassembled.length", "Reassembled IPv6 length", Shape::kNumber32},
    {"ipv6.reassembled_in", "Reassembled IPv6 in packet", Shape::kFrameNumber}};

Outcome dissect_fragment(Layer& header) {
  const std::uint8_t next = header.u8(kFragmentNext);
  header.u8(kFragmentReserved);
  const std::uint16_t bits = header.u16({&kFragmentOffset, &kFragmentBits, &kMoreFragments});
  const std::uint32_t id = header.u32(kFragmentId);
  // A packet in one fragment is whole (RFC 6946).
  if (header.truncated() || (bits & 0xfff9) == 0) return go_on(header, next);
  IpFragment fragment;
  fragment.source = header.source();
  fragment.destination = header.destination();
  fragment.id = id;
  fragment.protocol = next;
  fragment.more = (bits & 1) != 0;
  fragment.offset = bits & 0xfff8u;
  if (const auto whole = reassembled(header, fragment, header.rest(), kFragments)) {
    header.ip_protocol(whole->protocol);
    if (std::string* info = header.info()) *info = name_of(kIpProtocolNames, whole->protocol);
    return done(whole->payload, {{Space::kIpProtocol, whole->protocol}});
  }
  if (std::string* info = header.info()) {
    *info = format_text("IPv6 fragment (off=%u more=%s ident=0x%08x nxt=%u)", bits & 0xfff8u,
                        bits & 1 ? "y" : "n", id, next);
  }
  return done(header.rest(), {});
}

constexpr Field kAuthNext{"ah.next_header", "Next header", Shape::kNumber8, 0, kIpProtocolNames};
constexpr Field kAuthLength{"ah.length", "Length", Shape::kNumber8};
constexpr Field kAuthReserved{"ah.reserved", "Reserved", Shape::kBytes};
constexpr Field kAuthSpi{"ah.spi", "AH SPI", Shape::kHex32};
constexpr Field kAuthSequence{"ah.sequence", "AH Sequence", Shape::kNumber32};
constexpr Field kAuthIcv{"ah.icv", "AH ICV", Shape::kBytes};

Outcome dissect_authentication(Layer& header) {
  const std::uint8_t next = header.u8(kAuthNext);
  const std::size_t size = 4 * (header.u8(kAuthLength) + std::size_t{2});
  if (header.truncated()) return stop("the header is incomplete");
  if (size < 12) return stop("the length is less than the header");
  header.bytes(kAuthReserved, 2);
  const std::uint32_t spi = header.u32(kAuthSpi);
  header.u32(kAuthSequence);
  header.bytes(kAuthIcv, size - 12);
  if (header.truncated()) return stop("the header is incomplete");
  header.ip_protocol(next);
  if (std::string* info = header.info()) *info = format_text("AH (SPI=0x%08x)", spi);
  return done(header.rest(), {{Space::kIpProtocol, next}});
}

constexpr Route kHopByHopAt[] = {{Space::kIpProtocol, 0}};
constexpr Route kRoutingAt[] = {{Space::kIpProtocol, 43}};
constexpr Route kFragmentAt[] = {{Space::kIpProtocol, 44}};
constexpr Route kAuthenticationAt[] = {{Space::kIpProtocol, 51}};
constexpr Route kDestinationAt[] = {{Space::kIpProtocol, 60}};

constexpr FieldSpan kFields[] = {kOptionType,     kOptionAction, kOptionChange,
                                 kOptionRest,     kOptionLength, kPadN,
                                 kRouterAlert,    kJumbo,        kUnknown,
                                 kOption,         kHopByHop,     kDestination,
                                 kRouting,        kRoutingType,  kSegmentsLeft,
                                 kRoutingBytes,   kFragmentNext, kFragmentReserved,
                                 kFragmentOffset, kFragmentBits, kMoreFragments,
                                 kFragmentId,     kFragments,    kAuthNext,
                                 kAuthLength,     kAuthReserved, kAuthSpi,
                                 kAuthSequence,   kAuthIcv};

}  // namespace

extern const Dissector kIpv6HopByHop{{"ipv6.hopopts", "IPv6 Hop-by-Hop Option", Shape::kLayer},
                                     nullptr,
                                     kHopByHopAt,
                                     kFields,
                                     dissect_options<kHopByHop>};
extern const Dissector kIpv6Routing{{"ipv6.routing", "Routing Header for IPv6", Shape::kLayer},
                                    nullptr,
                                    kRoutingAt,
                                    kFields,
                                    dissect_routing};
extern const Dissector kIpv6Fragment{{"ipv6.fraghdr", "Fragment Header for IPv6", Shape::kLayer},
                                     nullptr,
                                     kFragmentAt,
                                     kFields,
                                     dissect_fragment};
extern const Dissector kAuthentication{{"ah", "Authentication Header", Shape::kLayer},
                                       "AH",
                                       kAuthenticationAt,
                                       kFields,
                                       dissect_authentication};
extern const Dissector kIpv6Destination{
    {"ipv6.dstopts", "Destination Options for IPv6", Shape::kLayer},
    nullptr,
    kDestinationAt,
    kFields,
    dissect_options<kDestination>};

}  // namespace packetglass
