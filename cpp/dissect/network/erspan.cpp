// Encapsulated remote switch port analyzer: draft-foschiano-erspan.
#include "dissect/network/erspan.h"
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kVersions[] = {{1, "Type II"}, {2, "Type III"}};
constexpr Name kEncapsulations[] = {{0, "Originally without VLAN tag"},
                                    {1, "Originally ISL encapsulated"},
                                    {2, "Originally 802.1Q encapsulated"},
                                    {3, "VLAN tag preserved in frame"}};
constexpr Name kIntegrities[] = {
    {0, "Good or unknown integrity"}, {1, "Short frame"}, {2, "Oversized frame"}, {3, "Bad"}};
constexpr Name kFrameTypes[] = {{0, "Ethernet"}, {2, "IP"}};
constexpr Name kGranularities[] = {
    {0, "100 microseconds"}, {1, "100 nanoseconds"}, {2, "IEEE 1588"}, {3, "User configurable"}};

constexpr Field kVersion{"erspan.version", "Version", Shape::kNumber16, 0xf000, kVersions};
constexpr Field kVlan{"erspan.vlan", "Vlan", Shape::kNumber16, 0x0fff};
constexpr Field kService{"erspan.cos", "COS", Shape::kNumber16, 0xe000};
constexpr Field kEncapsulation{"erspan.encap", "Encap", Shape::kNumber16, 0x1800, kEncapsulations};
constexpr Field kIntegrity{"erspan.bso", "Bad/Short/Oversized", Shape::kNumber16, 0x1800,
                           kIntegrities};
constexpr Field kTruncated{"erspan.truncated", "Truncated", Shape::kNumber16, 0x0400};
constexpr Field kSession{"erspan.spanid", "SpanID", Shape::kNumber16, 0x03ff};
constexpr Field kReserved{"erspan.reserved", "Reserved", Shape::kNumber32, 0xfff00000};
constexpr Field kIndex{"erspan.index", "Index", Shape::kNumber32, 0x000fffff};
constexpr Field kTime{"erspan.timestamp", "Timestamp", Shape::kNumber32};
constexpr Field kGroupTag{"erspan.sgt", "Security Group Tag", Shape::kNumber16};
constexpr Field kEthernet{"erspan.p", "Has Ethernet PDU", Shape::kNumber16, 0x8000};
constexpr Field kFrameType{"erspan.ft", "Frame Type", Shape::kNumber16, 0x7c00, kFrameTypes};
constexpr Field kHardware{"erspan.hw", "Hardware ID", Shape::kNumber16, 0x03f0};
constexpr Field kDirection{"erspan.direction", "Direction", Shape::kFlag, 0x0008};
constexpr Field kGranularity{"erspan.gra", "Timestamp granularity", Shape::kNumber16, 0x0006,
                             kGranularities};
constexpr Field kOptional{"erspan.o", "Optional Sub headers", Shape::kNumber16, 0x0001};
constexpr Field kPlatform{"erspan.platid", "Platform ID", Shape::kNumber32, 0xfc000000};
constexpr Field kPlatformBytes{"erspan.pid.bytes", "Platform specific", Shape::kBytes};

constexpr Route kWithoutHeaderAt[] = {{Space::kEtherType, kErspanType1}};
constexpr Route kFoundAt[] = {{Space::kEtherType, kErspanType2},
                              {Space::kEtherType, kErspanType3}};

constexpr std::uint16_t kOptionalBit = 0x0001, kFrameTypeMask = 0x7c00, kIpFrame = 2 << 10;

Outcome dissect_nothing(Layer& erspan) {
  return done(erspan.rest(), {{Space::kEtherType, 0x6558}});
}

Outcome dissect_type3(Layer& erspan) {
  erspan.u16({&kService, &kIntegrity, &kTruncated, &kSession});
  erspan.u32(kTime);
  erspan.u16(kGroupTag);
  const std::uint16_t flags =
      erspan.u16({&kEthernet, &kFrameType, &kHardware, &kDirection, &kGranularity, &kOptional});
  if ((flags & kOptionalBit) != 0) {
    erspan.look(kPlatformBytes, 8);
    erspan.u32({&kPlatform});
    erspan.skip(4);
  }
  if (erspan.truncated()) return stop("the header is incomplete");
  const bool ip = (flags & kFrameTypeMask) == kIpFrame;
  return done(erspan.rest(), {{Space::kEtherType, ip ? 0x0800u : 0x6558u}});
}

Outcome dissect(Layer& erspan) {
  const unsigned version = erspan.u16({&kVersion, &kVlan}) >> 12;
  if (version == 2) return dissect_type3(erspan);
  if (erspan.truncated()) return stop("the header is incomplete");
  if (version != 1) return stop("the version is not known");
  erspan.u16({&kService, &kEncapsulation, &kTruncated, &kSession});
  erspan.u32({&kReserved, &kIndex});
  if (erspan.truncated()) return stop("the header is incomplete");
  return done(erspan.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr const char* kTitle = "Encapsulated Remote Switch Packet ANalysis";

constexpr FieldSpan kFields[] = {kVersion,     kVlan,     kService,   kEncapsulation, kIntegrity,
                                 kTruncated,   kSession,  kReserved,  kIndex,         kTime,
                                 kGroupTag,    kEthernet, kFrameType, kHardware,      kDirection,
                                 kGranularity, kOptional, kPlatform,  kPlatformBytes};

}  // namespace

extern const Dissector kErspanBare{
    {"erspan", kTitle, Shape::kLayer}, "ERSPAN", kWithoutHeaderAt, kFields, dissect_nothing};
extern const Dissector kErspan{
    {"erspan", kTitle, Shape::kLayer}, "ERSPAN", kFoundAt, kFields, dissect};

}  // namespace packetglass
