// Ethernet: IEEE 802.3.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kDestination{"eth.dst", "Destination", Shape::kMac};
constexpr Field kSource{"eth.src", "Source", Shape::kMac};
constexpr Field kType{"eth.type", "Type", Shape::kHex, 0, kEtherTypeNames};
constexpr Field kLength{"eth.len", "Length"};

constexpr Route kFoundAt[] = {{Space::kLinkType, 1}, {Space::kEtherType, 0x6558}};

// Smaller numbers are the length of an IEEE 802.3 packet, which LLC follows.
constexpr std::uint16_t kSmallestType = 1536;

void tell_title(Layer& eth, const Address& source, const Address& destination) {
  if (!eth.recording()) return;
  eth.title(", Src: " + to_text(source) + ", Dst: " + to_text(destination));
}

Outcome dissect(Layer& eth) {
  const Address destination = eth.mac(kDestination);
  const Address source = eth.mac(kSource);
  if (eth.truncated()) return stop("the header is cut short");
  eth.addresses(source, destination);
  tell_title(eth, source, destination);

  const std::uint16_t type = static_cast<std::uint16_t>(eth.peek() << 8 | eth.peek(1));
  if (type >= kSmallestType) {
    eth.u16(kType);
    if (std::string* info = eth.info()) *info = std::string(name_of(kEtherTypeNames, type));
    return eth.truncated() ? stop("the header is cut short")
                           : done(eth.rest(), {{Space::kEtherType, type}});
  }
  eth.u16(kLength);
  if (eth.truncated()) return stop("the header is cut short");
  if (std::string* info = eth.info()) *info = "Ethernet Unknown";
  return done(eth.rest(type), {{Space::kLlc, eth.peek()}});
}

}  // namespace

extern const Dissector kEthernet{
    {"eth", "Ethernet II", Shape::kLayer}, "Ethernet", kFoundAt, dissect};

}  // namespace packetglass
