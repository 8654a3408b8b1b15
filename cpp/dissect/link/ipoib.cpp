// IP over InfiniBand: RFC 4391, LINKTYPE_IPOIB of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kRouteHeader{"ipoib.grh", "Global Route Header", Shape::kGroup};
constexpr Field kVersion{"ipoib.grh.ipver", "IP Version", Shape::kNumber8, 0xf0000000};
constexpr Field kClass{"ipoib.grh.tclass", "Traffic Class", Shape::kNumber16, 0x0ff00000};
constexpr Field kLabel{"ipoib.grh.flowlabel", "Flow Label", Shape::kNumber32, 0x000fffff};
constexpr Field kSourcePair{"ipoib.grh.sqpn", "Source QPN", Shape::kHex24};
constexpr Field kSource{"ipoib.grh.sgid", "Source GID", Shape::kIpv6};
constexpr Field kAddress{"ipoib.daddr", "Destination address", Shape::kGroup};
constexpr Field kPair{"ipoib.daddr.qpn", "Destination QPN", Shape::kHex24};
constexpr Field kDestination{"ipoib.dgid", "Destination GID", Shape::kIpv6};
constexpr Field kType{"ipoib.type", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kReserved{"ipoib.reserved", "Reserved", Shape::kHex16};

constexpr Route kFoundAt[] = {{Space::kLinkType, 242}};

constexpr std::size_t kRouteSize = 20;

void read_route(Layer& ipoib) {
  Layer::Group group(ipoib, kRouteHeader);
  ipoib.u32({&kVersion, &kClass, &kLabel});
  ipoib.skip(1);
  ipoib.uint(kSourcePair, 3);
  ipoib.ipv6(kSource);
  ipoib.ipv6(kDestination);
}

void read_address(Layer& ipoib) {
  ipoib.skip(kRouteSize);
  Layer::Group group(ipoib, kAddress);
  ipoib.skip(1);
  ipoib.uint(kPair, 3);
  ipoib.ipv6(kDestination);
}

// A packet that was received may have its route; of others only the destination is known.
Outcome dissect(Layer& ipoib) {
  if (ipoib.peek() >> 4 == 6) {
    read_route(ipoib);
  } else {
    read_address(ipoib);
  }
  const std::uint16_t type = ipoib.u16(kType);
  ipoib.u16(kReserved);
  if (ipoib.truncated()) return stop("the header is incomplete");
  return done(ipoib.rest(), {{Space::kEtherType, type}});
}

constexpr FieldSpan kFields[] = {kRouteHeader, kVersion, kClass,   kLabel,
                                 kSourcePair,  kSource,  kAddress, kPair,
                                 kDestination, kType,    kReserved};

}  // namespace

extern const Dissector kIpoib{
    {"ipoib", "IP over Infiniband", Shape::kLayer}, "IPoIB", kFoundAt, kFields, dissect};

}  // namespace packetglass
