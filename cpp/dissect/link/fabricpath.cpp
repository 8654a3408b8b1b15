// Cisco FabricPath, which stands around a whole Ethernet packet: addresses of switches, a tag.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kDestination{"cfp.d_hmac", "Destination", Shape::kGroup};
constexpr Field kSource{"cfp.s_hmac", "Source", Shape::kGroup};
constexpr Field kMulticast{"cfp.d_hmac_mc", "MC Destination", Shape::kMac};
constexpr Field kSwitch{"cfp.swid", "switch-id", Shape::kHexNumber24, 0x000fff};
constexpr Field kEndNode{"cfp.eid", "End Node ID", Shape::kHexNumber24, 0xfcc000};
constexpr Field kLocal{"cfp.ul", "U/L bit", Shape::kFlag, 0x020000};
constexpr Field kGroup{"cfp.ig", "I/G bit", Shape::kFlag, 0x010000};
constexpr Field kOutOfOrder{"cfp.ooodl", "OOO/DL Bit", Shape::kFlag, 0x001000};
constexpr Field kSubswitch{"cfp.sswid", "sub-switch-id", Shape::kHexNumber8};
constexpr Field kPort{"cfp.lid", "Source LID", Shape::kHexNumber16};
constexpr Field kType{"cfp.etype", "FP Ethertype", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kTree{"cfp.ftag", "FTAG", Shape::kNumber16, 0xffc0};
constexpr Field kHops{"cfp.ttl", "TTL", Shape::kNumber16, 0x003f};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x8903}};

constexpr std::uint8_t kMulticastBit = 1;

std::string read_address(Layer& path, const Field& field) {
  Layer::Group group(path, field);
  const auto word = static_cast<std::uint32_t>(path.uint(kSwitch, 3));
  path.means(word & kSwitch.mask);
  path.parts(word, {&kEndNode, &kLocal, &kGroup, &kOutOfOrder});
  const unsigned subswitch = path.u8(kSubswitch);
  const unsigned port = path.u16(kPort);
  if (!path.recording_text()) return {};
  std::string text = format_text("%03x.%02x.%04x", word & kSwitch.mask, subswitch, port);
  group.say(": " + text);
  return text;
}

// Whether the check sequence behind it was captured is not known. What is inside knows its size.
Outcome dissect(Layer& path) {
  const bool multicast = (path.peek() & kMulticastBit) != 0;
  const std::string destination =
      multicast ? to_text(path.mac(kMulticast)) : read_address(path, kDestination);
  const std::string source = read_address(path, kSource);
  path.u16(kType);
  path.u16({&kTree, &kHops});
  if (path.truncated()) return stop("the header is incomplete");
  if (path.recording_text()) path.title(", Src: " + source + ", Dst: " + destination);
  return done(path.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr FieldSpan kFields[] = {kDestination, kSource, kMulticast,  kSwitch,    kEndNode,
                                 kLocal,       kGroup,  kOutOfOrder, kSubswitch, kPort,
                                 kType,        kTree,   kHops};

}  // namespace

extern const Dissector kFabricPath{
    {"cfp", "Cisco FabricPath", Shape::kLayer}, "CFP", kFoundAt, kFields, dissect};

}  // namespace packetglass
