// Solaris' ipnet: LINKTYPE_IPNET of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kFamilyNames[] = {{2, "Solaris AF_INET"}, {26, "Solaris AF_INET6"}};
constexpr Name kHookNames[] = {{0, "Inbound"}, {1, "Outbound"}, {2, "Local"}};

constexpr Field kVersion{"ipnet.version", "Header version", Shape::kNumber8};
constexpr Field kFamily{"ipnet.family", "Address family", Shape::kNumber8, 0, kFamilyNames};
constexpr Field kHook{"ipnet.htype", "Hook type", Shape::kNumber16, 0, kHookNames};
constexpr Field kLength{"ipnet.pktlen", "Data length", Shape::kNumber32};
constexpr Field kInterface{"ipnet.ifindex", "Interface index", Shape::kNumber32};
constexpr Field kGroupInterface{"ipnet.grifindex", "Group interface index", Shape::kNumber32};
constexpr Field kSourceZone{"ipnet.zsrc", "Source Zone ID", Shape::kNumber32};
constexpr Field kDestinationZone{"ipnet.zdst", "Destination Zone ID", Shape::kNumber32};

constexpr Route kFoundAt[] = {{Space::kLinkType, 226}};

Outcome dissect(Layer& ipnet) {
  ipnet.u8(kVersion);
  const std::uint8_t family = ipnet.u8(kFamily);
  ipnet.u16(kHook);
  ipnet.u32(kLength);
  ipnet.u32(kInterface);
  ipnet.u32(kGroupInterface);
  ipnet.u32(kSourceZone);
  ipnet.u32(kDestinationZone);
  if (std::string* info = ipnet.info()) *info = "Solaris IPNET";
  if (ipnet.truncated()) return stop("the header is incomplete");
  if (family == 2) return done(ipnet.rest(), {{Space::kEtherType, 0x0800}});
  if (family == 26) return done(ipnet.rest(), {{Space::kEtherType, 0x86dd}});
  return done(ipnet.rest(), {});
}

constexpr FieldSpan kFields[] = {kVersion,   kFamily,         kHook,       kLength,
                                 kInterface, kGroupInterface, kSourceZone, kDestinationZone};

}  // namespace

extern const Dissector kIpnet{
    {"ipnet", "Solaris IPNET", Shape::kLayer}, "IPNET", kFoundAt, kFields, dissect};

}  // namespace packetglass
