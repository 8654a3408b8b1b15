// TaZmen Sniffer Protocol: packets that an access point or a router captured, in UDP.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/wlan.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0, "Received packet"},
                           {1, "Packet for transmit"},
                           {3, "Configuration"},
                           {4, "Keepalive"},
                           {5, "Port opener"}};
constexpr Name kTags[] = {{0, "Pad"},
                          {1, "End"},
                          {10, "Signal"},
                          {11, "Silence"},
                          {12, "Rate"},
                          {13, "Time"},
                          {14, "Message Type"},
                          {15, "Point Coordination Function"},
                          {16, "Undecrypted"},
                          {17, "Frame check sequence"},
                          {18, "Channel"},
                          {40, "packet ID"},
                          {41, "Original Length"},
                          {60, "Sensor MAC"},
                          {80, "Device Name"},
                          {81, "Capture Location"},
                          {82, "Time Stamp"},
                          {83, "Information"},
                          {84, "Capture ID"}};

constexpr Field kVersion{"tzsp.version", "Version", Shape::kNumber8};
constexpr Field kType{"tzsp.type", "Type", Shape::kNumber8, 0, kTypes};
constexpr Name kEncapsulationNames[] = {{1, "Ethernet"},
                                        {2, "Token Ring"},
                                        {3, "SLIP"},
                                        {4, "PPP"},
                                        {5, "FDDI"},
                                        {7, "Raw IP"},
                                        {18, "IEEE 802.11"},
                                        {119, "IEEE 802.11 with Prism headers"},
                                        {126, "IEEE 802.11 with radiotap headers"},
                                        {127, "IEEE 802.11 with AVS headers"}};
constexpr Field kEncapsulation{"tzsp.encap", "Encapsulation", Shape::kNumber16, 0,
                               kEncapsulationNames};
constexpr Field kOption{"tzsp.option", "Option", Shape::kGroup};
constexpr Field kTag{"tzsp.option_tag", "Option Tag", Shape::kNumber8, 0, kTags};
constexpr Field kLength{"tzsp.option_length", "Option Length", Shape::kNumber8};
constexpr Field kUnknown{"tzsp.unknown", "Unknown tag", Shape::kBytes};
constexpr Field kSignal{"tzsp.wlan.signal", "Signal", Shape::kSigned8};
constexpr Field kSilence{"tzsp.wlan.silence", "Silence", Shape::kSigned8};
constexpr Field kRate{"tzsp.wlan.rate", "Rate", Shape::kNumber8};
constexpr Field kTime{"tzsp.wlan.time", "Time", Shape::kHex32};
constexpr Field kChannel{"tzsp.wlan.channel", "Channel", Shape::kNumber16};
constexpr Field kPacketId{"tzsp.packet_id", "Packet Id", Shape::kNumber32};
constexpr Field kOriginal{"tzsp.original_length", "Original Length", Shape::kSigned16};
constexpr Field kSensor{"tzsp.sensormac", "Sensor Address", Shape::kMac};
constexpr Field kDevice{"tzsp.device_name", "Device Name", Shape::kText};
constexpr Field kLocation{"tzsp.capture_location", "Capture Location", Shape::kText};
constexpr Field kInformation{"tzsp.device_info", "Capture Information", Shape::kText};
constexpr Field kDeviceId{"tzsp.device_id", "Capture Id", Shape::kNumber32};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 37008}, {Space::kLinkType, 128}};

constexpr std::uint8_t kPad = 0, kEnd = 1;
constexpr std::uint8_t kReceived = 0, kForTransmit = 1;

// A value of another size than its tag's is shown as bytes.
void read_value(Layer& tzsp, std::uint8_t tag, std::size_t length) {
  Layer::Limit value(tzsp, length);
  switch (tag << 8 | static_cast<int>(length)) {
    case 10 << 8 | 1:
      tzsp.u8(kSignal);
      break;
    case 11 << 8 | 1:
      tzsp.u8(kSilence);
      break;
    case 12 << 8 | 1:
      tzsp.u8(kRate);
      break;
    case 13 << 8 | 4:
      tzsp.u32(kTime);
      break;
    case 18 << 8 | 1:
    case 18 << 8 | 2:
      tzsp.uint(kChannel, length);
      break;
    case 40 << 8 | 4:
      tzsp.u32(kPacketId);
      break;
    case 41 << 8 | 2:
      tzsp.u16(kOriginal);
      break;
    case 60 << 8 | 6:
      tzsp.mac(kSensor);
      break;
    case 84 << 8 | 4:
      tzsp.u32(kDeviceId);
      break;
    default:
      if (tag == 80) tzsp.remaining(kDevice);
      if (tag == 81) tzsp.remaining(kLocation);
      if (tag == 83) tzsp.remaining(kInformation);
  }
  if (!tzsp.left().empty()) tzsp.remaining(kUnknown);
}

// One option; false at the end of them.
bool read_option(Layer& tzsp) {
  Layer::Group option(tzsp, kOption);
  const std::uint8_t tag = tzsp.u8(kTag);
  if (tag == kPad || tag == kEnd) return tag == kPad;
  const std::uint8_t length = tzsp.u8(kLength);
  if (length > tzsp.left().size()) {
    tzsp.skip(length);
    return false;
  }
  read_value(tzsp, tag, length);
  return true;
}

void put_info(Layer& tzsp, unsigned encapsulation) {
  std::string name(name_of(kEncapsulationNames, encapsulation));
  if (name.empty()) name = format_text("Unknown (%u)", encapsulation);
  if (tzsp.recording_text()) tzsp.title(": " + name);
  if (std::string* info = tzsp.info()) *info = name;
}

// The numbers are libpcap's of old, which are link types for the most part.
Route route_of(std::uint16_t encapsulation) {
  switch (encapsulation) {
    case 1:
      return {Space::kLinkType, 1};
    case 2:
      return {Space::kLinkType, 6};
    case 3:
      return {Space::kLinkType, 8};
    case 4:
      return {Space::kLinkType, 9};
    case 5:
      return {Space::kLinkType, 10};
    case 7:
      return {Space::kLinkType, 101};
    case 18:
      return {Space::kLinkType, kWlan};
    case 119:
      return {Space::kLinkType, 119};
    case 126:
      return {Space::kLinkType, 127};
    case 127:
      return {Space::kLinkType, 163};
    default:
      return {Space::kBytes};
  }
}

// Its port is one of those that hosts choose for themselves: what has another version, or carries
// what nobody knows, is somebody else's.
bool begins_like_it(const Layer& tzsp) {
  constexpr std::uint8_t kOnlyVersion = 1, kLastType = 5;
  const std::uint16_t number = tzsp.peek16(2);
  if (tzsp.left().size() < 4) return tzsp.peek() == kOnlyVersion;
  return tzsp.peek() == kOnlyVersion && tzsp.peek(1) <= kLastType &&
         (number == 0 || !name_of(kEncapsulationNames, number).empty());
}

Outcome dissect(Layer& tzsp) {
  if (!begins_like_it(tzsp)) return not_mine();
  tzsp.u8(kVersion);
  const std::uint8_t type = tzsp.u8(kType);
  const std::uint16_t number = tzsp.u16(kEncapsulation);
  if (tzsp.truncated()) return stop("the header is incomplete");
  put_info(tzsp, number);
  while (!tzsp.left().empty() && read_option(tzsp)) {
  }
  if (tzsp.truncated()) return stop("an option is incomplete");
  // Others are between the sensor and who asks it: what they carry is no packet.
  const bool packet = type == kReceived || type == kForTransmit;
  return done(tzsp.rest(), {packet ? route_of(number) : Route{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kVersion, kType,     kEncapsulation, kOption,   kTag,
                                 kLength,  kUnknown,  kSignal,        kSilence,  kRate,
                                 kTime,    kChannel,  kPacketId,      kOriginal, kSensor,
                                 kDevice,  kLocation, kInformation,   kDeviceId};

}  // namespace

extern const Dissector kTzsp{{"tzsp", "TZSP", Shape::kLayer}, "TZSP", kFoundAt, kFields, dissect};

}  // namespace packetglass
