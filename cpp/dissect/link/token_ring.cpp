// Token ring: IEEE 802.5, LINKTYPE_IEEE802_5 of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kFrames[] = {{0, "Token"}, {1, "Frame"}};
constexpr Name kTypes[] = {{0, "MAC"}, {1, "LLC"}, {2, "Reserved"}, {3, "Unknown"}};

constexpr Field kAccess{"tr.ac", "Access Control", Shape::kHex8};
constexpr Field kPriority{"tr.priority", "Priority", Shape::kNumber8, 0xe0};
constexpr Field kFrame{"tr.frame", "Frame", Shape::kFlag, 0x10, kFrames};
constexpr Field kMonitor{"tr.monitor_cnt", "Monitor Count", Shape::kNumber8, 0x08};
constexpr Field kReservation{"tr.priority_reservation", "Priority Reservation", Shape::kNumber8,
                             0x07};
constexpr Field kControl{"tr.fc", "Frame Control", Shape::kHex8};
constexpr Field kType{"tr.frame_type", "Frame Type", Shape::kNumber8, 0xc0, kTypes};
constexpr Field kPhysical{"tr.frame_pcf", "Frame PCF", Shape::kNumber8, 0x0f};
constexpr Field kDestination{"tr.dst", "Destination", Shape::kMac};
constexpr Field kSource{"tr.src", "Source", Shape::kMac};
constexpr Field kRouted{"tr.sr", "Source Routed", Shape::kFlag};
constexpr Field kRouteControl{"tr.rif.control", "Routing control", Shape::kHex16};
// Some stand for their bits where these are.
constexpr Field kBroadcast{"tr.broadcast", "Broadcast Type", Shape::kNumber8, 0xe000, {}, 0x20};
constexpr Field kRouteSize{"tr.rif_bytes", "RIF Bytes", Shape::kNumber8, 0x1f00};
constexpr Field kDirection{"tr.direction", "Direction", Shape::kNumber8, 0x0080, {}, 0x80};
constexpr Field kLargest{
    "tr.max_frame_size", "Maximum Frame Size", Shape::kNumber8, 0x0070, {}, 0x10};
constexpr Field kHop{"tr.rif.hop", "Ring-Bridge Pair", Shape::kHex16};
constexpr Field kRing{"tr.rif.ring", "RIF Ring", Shape::kHex16, 0xfff0};
constexpr Field kBridge{"tr.rif.bridge", "RIF Bridge", Shape::kHex8, 0x000f};

constexpr Route kFoundAt[] = {{Space::kLinkType, 6}};

constexpr unsigned kLlc = 1;
constexpr std::uint8_t kRoutedBit = 0x80;

// The rings and bridges on the way, as the first word says how many bytes.
void read_route(Layer& ring) {
  const std::uint16_t control = ring.u16(kRouteControl);
  ring.parts(control, {&kBroadcast, &kRouteSize, &kDirection, &kLargest});
  const std::size_t size = control >> 8 & 0x1f;
  for (std::size_t at = 2; at + 2 <= size && !ring.truncated(); at += 2) {
    const std::uint16_t hop = ring.u16(kHop);
    ring.parts(hop, {&kRing});
    if (at + 4 <= size) ring.parts(hop, {&kBridge});  // behind the last ring is none
  }
}

Outcome dissect(Layer& ring) {
  ring.parts(ring.u8(kAccess), {&kPriority, &kFrame, &kMonitor, &kReservation});
  const std::uint8_t control = ring.u8(kControl);
  ring.parts(control, {&kType, &kPhysical});
  const Address destination = ring.mac(kDestination);
  const bool routed = (ring.peek() & kRoutedBit) != 0;
  Address source = ring.mac(kSource);
  if (ring.truncated()) return stop("the header is incomplete");
  // The group bit of a source says that a route follows, and is no part of it.
  source.bytes[0] &= static_cast<std::uint8_t>(~kRoutedBit);
  ring.addresses(source, destination);
  ring.generated(kRouted, routed);
  if (std::string* info = ring.info()) {
    *info = "Token-Ring " + std::string(name_of(kTypes, control >> 6));
  }
  if (routed) read_route(ring);
  if (ring.truncated()) return stop("the route is incomplete");
  if (control >> 6 != kLlc) return done(ring.rest(), {});
  return done(ring.rest(), {{Space::kEtherType, 4}});
}

constexpr FieldSpan kFields[] = {kAccess,  kPriority,     kFrame,     kMonitor,     kReservation,
                                 kControl, kType,         kPhysical,  kDestination, kSource,
                                 kRouted,  kRouteControl, kBroadcast, kRouteSize,   kDirection,
                                 kLargest, kHop,          kRing,      kBridge};

}  // namespace

extern const Dissector kTokenRing{
    {"tr", "Token-Ring", Shape::kLayer}, "TR", kFoundAt, kFields, dissect};

}  // namespace packetglass
