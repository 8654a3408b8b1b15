// Tags between a switch and what extends its ports: VN-Tag of Cisco, and E-Tag of IEEE 802.1BR.
#include "base/text.h"
#include "dissect/link/type_or_length.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kDirections[] = {{0, "To Bridge"}, {1, "From Bridge"}};
constexpr Name kPointers[] = {{0, "vif_id"}, {1, "vif_list_id"}};
constexpr Name kLoopedNames[] = {{0, "No"}, {1, "Yes"}};
constexpr Name kPriorities[] = {{0, "Best Effort (default), Drop Eligible"},
                                {1, "Background"},
                                {2, "Excellent Effort"},
                                {3, "Critical Applications"},
                                {4, "Video, < 100ms latency and jitter"},
                                {5, "Voice, < 10ms latency and jitter"},
                                {6, "Internetwork Control"},
                                {7, "Network Control"}};
constexpr Name kGroups[] = {{0, "Point-to-point"}, {1, "Point-to-multipoint"}};

constexpr Field kDirection{"vntag.dir", "Direction", Shape::kFlag, 0x80000000, kDirections};
constexpr Field kPointer{"vntag.ptr", "Pointer", Shape::kFlag, 0x40000000, kPointers};
constexpr Field kDestination{"vntag.dst", "Destination", Shape::kNumber32, 0x3fff0000};
constexpr Field kLooped{"vntag.looped", "Looped", Shape::kFlag, 0x00008000, kLoopedNames};
constexpr Field kReserved{"vntag.r", "Reserved", Shape::kNumber32, 0x00004000};
constexpr Field kVersion{"vntag.version", "Version", Shape::kNumber32, 0x00003000};
constexpr Field kSource{"vntag.src", "Source", Shape::kNumber32, 0x00000fff};
constexpr Field kVnType{"vntag.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kVnLength{"vntag.len", "Length", Shape::kNumber16};

constexpr Field kPriority{"etag.pcp", "E-PCP", Shape::kNumber16, 0xe000, kPriorities};
constexpr Field kDropEligible{"etag.dei", "E-DEI", Shape::kNumber16, 0x1000};
constexpr Field kIngressBase{"etag.iecid_base", "Ingress_E-CID_base", Shape::kHex16, 0x0fff};
constexpr Field kEtagReserved{"etag.resv", "Reserved", Shape::kNumber16, 0xc000};
constexpr Field kGroup{"etag.group", "GRP", Shape::kNumber16, 0x3000, kGroups};
constexpr Field kBase{"etag.ecid_base", "E-CID_base", Shape::kHex16, 0x0fff};
constexpr Field kIngressExtension{"etag.iecid_ext", "Ingress_E-CID_ext", Shape::kHex8};
constexpr Field kExtension{"etag.ecid_ext", "E-CID_ext", Shape::kHex8};
constexpr Field kEtagType{"etag.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};

constexpr Route kVnTagAt[] = {{Space::kEtherType, 0x8926}};
constexpr Route kEtagAt[] = {{Space::kEtherType, 0x893f}};

Outcome dissect_vn_tag(Layer& tag) {
  tag.u32({&kDirection, &kPointer, &kDestination, &kLooped, &kReserved, &kVersion, &kSource});
  return read_type_or_length(tag, kVnType, kVnLength);
}

Outcome dissect_etag(Layer& tag) {
  const unsigned ingress = tag.u16({&kPriority, &kDropEligible, &kIngressBase});
  const unsigned egress = tag.u16({&kEtagReserved, &kGroup, &kBase});
  const unsigned ingress_extension = tag.u8(kIngressExtension);
  const unsigned extension = tag.u8(kExtension);
  const Outcome inside = read_type_or_length(tag, kEtagType, kEtagType);
  if (tag.truncated()) return inside;
  if (tag.recording_text()) {
    tag.title(format_text(", TCI: 0x%04x%04x%02x%02x Ingress_E-CID: %u E-CID: %u", ingress, egress,
                          ingress_extension, extension,
                          ingress_extension << 12 | (ingress & 0x0fff),
                          extension << 14 | (egress & 0x3fff)));
  }
  return inside;
}

constexpr FieldSpan kVnTagFields[] = {kDirection, kPointer, kDestination, kLooped,  kReserved,
                                      kVersion,   kSource,  kVnType,      kVnLength};
constexpr FieldSpan kEtagFields[] = {kPriority,         kDropEligible, kIngressBase,
                                     kEtagReserved,     kGroup,        kBase,
                                     kIngressExtension, kExtension,    kEtagType};

}  // namespace

extern const Dissector kVnTag{
    {"vntag", "VN-Tag", Shape::kLayer}, "VNTAG", kVnTagAt, kVnTagFields, dissect_vn_tag};
extern const Dissector kEtag{
    {"etag", "802.1BR E-Tag", Shape::kLayer}, "ETAG", kEtagAt, kEtagFields, dissect_etag};

}  // namespace packetglass
