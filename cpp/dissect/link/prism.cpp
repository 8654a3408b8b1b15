// The Prism header of wireless LAN drivers: LINKTYPE_IEEE802_11_PRISM of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Name kItemNames[] = {{1, "Host Time"}, {2, "Mac Time"},     {3, "Channel"}, {4, "RSSI"},
                               {5, "SQ"},        {6, "Signal"},       {7, "Noise"},   {8, "Rate"},
                               {9, "Is Tx"},     {10, "Frame Length"}};
constexpr Name kStatusNames[] = {{0, "Supplied"}, {1, "Not Supplied"}};

constexpr Field kCode{"prism.msgcode", "Message Code", Shape::kHex32};
constexpr Field kLength{"prism.msglen", "Message Length", Shape::kNumber32};
constexpr Field kDevice{"prism.devname", "Device Name", Shape::kText};
constexpr Field kItem{"prism.did", "DID", Shape::kGroup};
constexpr Field kType{"prism.did.type", "DID", Shape::kHex32};
constexpr Field kStatus{"prism.did.status", "Status", Shape::kNumber16, 0, kStatusNames};
constexpr Field kItemLength{"prism.did.length", "Length", Shape::kNumber16};
constexpr Field kUnknown{"prism.did.unknown", "Unknown DID Field", Shape::kHexNumber32};
constexpr Field kValues[] = {
    {"prism.did.hosttime", "Host Time", Shape::kNumber32},
    {"prism.did.mactime", "MAC timestamp (lower 32 bits)", Shape::kNumber32},
    {"prism.did.channel", "Channel", Shape::kNumber32},
    {"prism.did.rssi", "RSSI", Shape::kSigned32},
    {"prism.did.sq", "Signal Quality", Shape::kNumber32},
    {"prism.did.signal", "Signal", Shape::kSigned32},
    {"prism.did.noise", "Noise", Shape::kSigned32},
    {"prism.did.rate", "Data rate (500 kb/s)", Shape::kNumber32},
    {"prism.did.istx", "IsTX", Shape::kHex32},
    {"prism.did.frmlen", "Frame Length", Shape::kNumber32}};

constexpr Route kFoundAt[] = {{Space::kLinkType, 119}};

// The message's size on the wire, and those of what it consists of.
constexpr std::size_t kSize = 144, kDeviceSize = 16, kItemSize = 12;

const Field& field_of(std::size_t number) {
  return number >= 1 && number <= std::size(kValues) ? kValues[number - 1] : kUnknown;
}

// The number of an item is in the upper half of its type.
void read_item(Layer& prism) {
  Layer::Group item(prism, kItem);
  const std::uint32_t type = prism.u32le(kType);
  prism.u16le(kStatus);
  prism.u16le(kItemLength);
  const std::size_t number = type >> 16;
  prism.u32le(field_of(number));
  if (prism.recording()) item.say(std::string(" ").append(name_of(kItemNames, number)));
}

// The header may be missing: drivers that have none use the same link type.
Outcome dissect(Layer& prism) {
  const bool has_header = prism.peek() == 0x44 && prism.peek(1) == 0 && prism.peek(2) == 0;
  if (!has_header) return done(prism.rest(), {{Space::kLinkType, kWlan}});
  prism.u32le(kCode);
  prism.u32le(kLength);
  prism.padded(kDevice, kDeviceSize);
  while (!prism.truncated() && prism.position() + kItemSize <= kSize) read_item(prism);
  if (prism.truncated()) return stop("the header is incomplete");
  return done(prism.rest(), {{Space::kLinkType, kWlan}});
}

constexpr FieldSpan kFields[] = {kCode,   kLength,     kDevice,  kItem,  kType,
                                 kStatus, kItemLength, kUnknown, kValues};

}  // namespace

extern const Dissector kPrism{
    {"prism", "Prism capture header", Shape::kLayer}, "Prism", kFoundAt, kFields, dissect};

}  // namespace packetglass
