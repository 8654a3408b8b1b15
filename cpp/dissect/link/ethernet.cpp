// Ethernet: IEEE 802.3.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/after_length.h"
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

constexpr Route kFoundAt[] = {{Space::kLinkType, 1}, {Space::kEtherType, 0x6558}};

// Smaller numbers are the length of an IEEE 802.3 packet.
constexpr std::uint16_t kSmallestType = 1536;
constexpr std::size_t kTypeSize = 2;

void report_title(Layer& eth, bool has_type, const Address& source, const Address& destination) {
  if (!eth.recording_text()) return;
  eth.title((has_type ? " II, Src: " : " 802.3, Src: ") + to_text(source) +
            ", Dst: " + to_text(destination));
}

// An address, and its two bits that say what kind it is.
Address read_address(Layer& eth, const Field& field, const Field& local, const Field& group) {
  const Address address = eth.mac(field);
  eth.parts(std::uint32_t{address.bytes[0]} << 16, {&local, &group});
  return address;
}

Outcome dissect(Layer& eth) {
  const Address destination =
      read_address(eth, kDestination, kDestinationLocal, kDestinationGroup);
  const Address source = read_address(eth, kSource, kSourceLocal, kSourceGroup);
  if (eth.truncated() || eth.left().size() < kTypeSize) {
    eth.skip(kTypeSize);  // half a type says nothing
    return stop("the header is incomplete");
  }
  eth.link(LinkPair::Kind::kEthernet, source, destination);
  const std::uint16_t type = eth.peek16();
  report_title(eth, type >= kSmallestType, source, destination);
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

constexpr FieldSpan kFields[] = {
    kDestination, kSource, kDestinationLocal, kDestinationGroup, kSourceLocal, kSourceGroup,
    kType,        kLength};

}  // namespace

extern const Dissector kEthernet{
    {"eth", "Ethernet", Shape::kLayer}, "Ethernet", kFoundAt, kFields, dissect};

}  // namespace packetglass
