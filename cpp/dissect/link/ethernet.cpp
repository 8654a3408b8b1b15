// Ethernet: IEEE 802.3.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/after_length.h"
#include "dissect/link/switch_tag.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kDestination{"eth.dst", "Destination", Shape::kMac};
constexpr Field kSource{"eth.src", "Source", Shape::kMac};
constexpr Name kLocalNames[] = {
    {0, "Globally unique address (factory default)"},
    {1, "Locally administered address (this is NOT the factory default)"}};
constexpr Name kGroupNames[] = {{0, "Individual address (unicast)"},
                                {1, "Group address (multicast/broadcast)"}};
constexpr std::uint32_t kLocal = 0x020000, kGroup = 0x010000;
constexpr Field kDestinationLocal{"eth.dst.lg", "LG bit", Shape::kFlag, kLocal, kLocalNames};
constexpr Field kDestinationGroup{"eth.dst.ig", "IG bit", Shape::kFlag, kGroup, kGroupNames};
constexpr Field kSourceLocal{"eth.src.lg", "LG bit", Shape::kFlag, kLocal, kLocalNames};
constexpr Field kSourceGroup{"eth.src.ig", "IG bit", Shape::kFlag, kGroup, kGroupNames};
constexpr Field kType{"eth.type", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kLength{"eth.len", "Length", Shape::kNumber16};

constexpr Route kFoundAt[] = {
    {Space::kLinkType, 1}, {Space::kEtherType, 0x6558}, {Space::kIpProtocol, 143}};
constexpr Route kWithBroadcomTagAt[] = {{Space::kLinkType, 281}};
constexpr Route kWithMarvellTagAt[] = {{Space::kLinkType, 284}};
constexpr Route kWithTypedTagAt[] = {{Space::kLinkType, 285}};

// Smaller numbers are the length of an IEEE 802.3 packet.
constexpr std::uint16_t kSmallestType = 1536, kFabricPath = 0x8903;
constexpr std::size_t kTypeOffset = 12;
constexpr std::size_t kTypeSize = 2;

void report_title(Layer& eth, const char* kind, const Address& source,
                  const Address& destination) {
  if (!eth.recording_text()) return;
  eth.title(kind + (", Src: " + to_text(source)) + ", Dst: " + to_text(destination));
}

// An address, and its two bits that say what kind it is.
Address read_address(Layer& eth, const Field& field, const Field& local, const Field& group) {
  const Address address = eth.mac(field);
  eth.parts(std::uint32_t{address.bytes[0]} << 16, {&local, &group});
  return address;
}

// What stands in front of the type, or of the tag that some switches put there.
bool read_addresses(Layer& eth, const char* kind) {
  const Address destination =
      read_address(eth, kDestination, kDestinationLocal, kDestinationGroup);
  const Address source = read_address(eth, kSource, kSourceLocal, kSourceGroup);
  if (eth.truncated() || eth.left().size() < kTypeSize) {
    eth.skip(kTypeSize);  // half a type says nothing
    return false;
  }
  eth.link(LinkPair::Kind::kEthernet, source, destination);
  report_title(eth, kind, source, destination);
  return true;
}

Outcome dissect(Layer& eth) {
  const std::uint16_t type = eth.peek16(kTypeOffset);
  // Its addresses are of another kind.
  if (type == kFabricPath) return done(eth.rest(), {{Space::kEtherType, kFabricPath}});
  if (!read_addresses(eth, type >= kSmallestType ? " II" : " 802.3")) {
    return stop("the header is incomplete");
  }
  if (type >= kSmallestType) {
    eth.u16(kType);
    if (std::string* info = eth.info()) *info = std::string(name_of(kEtherTypeNames, type));
    return done(eth.rest(), {{Space::kEtherType, type}});
  }
  eth.u16(kLength);
  if (std::string* info = eth.info()) *info = "Ethernet Unknown";
  const Payload payload = eth.rest(type);
  eth.trailing(payload);
  return done(payload, {{Space::kEtherType, after_length(eth)}});
}

// The tag, which nothing there names, and what is behind it are a layer of their own.
template <std::uint32_t kTag>
Outcome dissect_tagged(Layer& eth) {
  if (!read_addresses(eth, "")) return stop("the header is incomplete");
  if (kTag == kMarvellTypedTag) eth.u16(kType);
  if (std::string* info = eth.info()) *info = "Ethernet with a switch tag";
  return eth.truncated() ? stop("the header is incomplete")
                         : done(eth.rest(), {{Space::kEtherType, kTag}});
}

constexpr FieldSpan kFields[] = {
    kDestination, kSource, kDestinationLocal, kDestinationGroup, kSourceLocal, kSourceGroup,
    kType,        kLength};

}  // namespace

extern const Dissector kEthernet{
    {"eth", "Ethernet", Shape::kLayer}, "Ethernet", kFoundAt, kFields, dissect};
// Their fields are those of the row above, where filters find each once.
extern const Dissector kEthernetWithBroadcomTag{{"eth", "Ethernet", Shape::kLayer},
                                                "Ethernet",
                                                kWithBroadcomTagAt,
                                                {},
                                                dissect_tagged<kBroadcomTag>};
extern const Dissector kEthernetWithMarvellTag{{"eth", "Ethernet", Shape::kLayer},
                                               "Ethernet",
                                               kWithMarvellTagAt,
                                               {},
                                               dissect_tagged<kMarvellTag>};
extern const Dissector kEthernetWithTypedTag{{"eth", "Ethernet", Shape::kLayer},
                                             "Ethernet",
                                             kWithTypedTagAt,
                                             {},
                                             dissect_tagged<kMarvellTypedTag>};

}  // namespace packetglass
