// Network Time Protocol: RFC 5905; control messages RFC 9327.
#include "base/text.h"
#include "dissect/application/ntp_time.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kLeaps[] = {{0, "no warning"},
                           {1, "last minute of the day has 61 seconds"},
                           {2, "last minute of the day has 59 seconds"},
                           {3, "unknown (clock unsynchronized)"}};
constexpr Name kVersions[] = {{0, "reserved"},      {1, "NTP Version 1"}, {2, "NTP Version 2"},
                              {3, "NTP Version 3"}, {4, "NTP Version 4"}, {5, "reserved"},
                              {6, "reserved"},      {7, "reserved"}};
constexpr Name kModes[] = {{0, "reserved"},
                           {1, "symmetric active"},
                           {2, "symmetric passive"},
                           {3, "client"},
                           {4, "server"},
                           {5, "broadcast"},
                           {6, "reserved for NTP control message"},
                           {7, "reserved for private use"}};
// As the column Info calls them.
constexpr Name kShortModes[] = {{6, "control"}, {7, "private"}};
constexpr Name kOperations[] = {{1, "read status"},           {2, "read variables"},
                                {3, "write variables"},       {4, "read clock variables"},
                                {5, "write clock variables"}, {6, "set trap address/port"},
                                {7, "trap response"}};

constexpr Field kFlags{"ntp.flags", "Flags", Shape::kHex8};
constexpr Field kLeap{"ntp.flags.li", "Leap Indicator", Shape::kNumber8, 0xc0, kLeaps};
constexpr Field kVersion{"ntp.flags.vn", "Version number", Shape::kNumber8, 0x38, kVersions};
constexpr Field kMode{"ntp.flags.mode", "Mode", Shape::kNumber8, 0x07, kModes};
constexpr Field kStratum{"ntp.stratum", "Peer Clock Stratum", Shape::kNumber8};
constexpr Field kPoll{"ntp.ppoll", "Peer Polling Interval", Shape::kNumber8};
constexpr Field kPrecision{"ntp.precision", "Peer Clock Precision", Shape::kNumber8};
constexpr Field kRootDelay{"ntp.rootdelay", "Root Delay", Shape::kNumber32};
constexpr Field kRootDispersion{"ntp.rootdispersion", "Root Dispersion", Shape::kNumber32};
constexpr Field kReference{"ntp.refid", "Reference ID", Shape::kBytes};
constexpr Field kReferenceTime{"ntp.reftime", "Reference Timestamp", Shape::kTime};
constexpr Field kOriginTime{"ntp.org", "Origin Timestamp", Shape::kTime};
constexpr Field kReceiveTime{"ntp.rec", "Receive Timestamp", Shape::kTime};
constexpr Field kTransmitTime{"ntp.xmt", "Transmit Timestamp", Shape::kTime};
constexpr Field kKeyId{"ntp.keyid", "Key ID", Shape::kBytes};
constexpr Field kMac{"ntp.mac", "Message Authentication Code", Shape::kBytes};
constexpr Field kExtensionType{"ntp.ext.type", "Field Type", Shape::kHex16};
constexpr Field kExtensionLength{"ntp.ext.length", "Length", Shape::kNumber16};
constexpr Field kExtensionValue{"ntp.ext.value", "Value", Shape::kBytes};
constexpr Field kExtension{"ntp.ext", "Extension", Shape::kGroup};

constexpr Name kResponseNames[] = {{0, "Request"}, {1, "Response"}};
constexpr Field kFlags2{"ntp.ctrl.flags2", "Flags 2", Shape::kHex8};
constexpr Field kIsResponse{"ntp.ctrl.flags2.r", "Response bit", Shape::kNumber8, 0x80,
                            kResponseNames};
constexpr Field kIsError{"ntp.ctrl.flags2.error", "Error bit", Shape::kNumber8, 0x40};
constexpr Field kMore{"ntp.ctrl.flags2.more", "More bit", Shape::kNumber8, 0x20};
constexpr Field kOperation{"ntp.ctrl.flags2.opcode", "Opcode", Shape::kNumber8, 0x1f, kOperations};
constexpr Field kSequence{"ntp.ctrl.sequence", "Sequence", Shape::kNumber16};
constexpr Field kStatus{"ntp.ctrl.status", "Status", Shape::kHex16};
constexpr Field kAssociation{"ntp.ctrl.associd", "AssociationID", Shape::kNumber16};
constexpr Field kOffset{"ntp.ctrl.offset", "Offset", Shape::kNumber16};
constexpr Field kCount{"ntp.ctrl.count", "Count", Shape::kNumber16};
constexpr Field kData{"ntp.ctrl.data", "Data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 123}};

constexpr std::uint8_t kControl = 6, kPrivate = 7;
constexpr std::size_t kShortestMac = 20, kLongestMac = 24;

// Zero is no time.
void read_time(Layer& ntp, const Field& field) {
  const std::uint64_t time = ntp.u64(field);
  if (ntp.truncated()) return;
  time == 0 ? ntp.say("NULL") : ntp.means(ntp_nanoseconds(time));
}

// 16 bits of seconds, 16 of their fraction.
void read_seconds(Layer& ntp, const Field& field) {
  const std::uint32_t value = ntp.u32(field);
  if (!ntp.recording()) return;
  // Rounded to even as printf does, which in wasm is one without floating point.
  const std::uint64_t scaled = std::uint64_t{value} * 15625;  // 1e6 / 65536 = 15625 / 1024
  const std::uint64_t microseconds = (scaled + 511 + (scaled >> 10 & 1)) >> 10;
  ntp.say(format_text("%u.%06u seconds", static_cast<unsigned>(microseconds / 1'000'000),
                      static_cast<unsigned>(microseconds % 1'000'000)));
}

void read_reference(Layer& ntp, std::uint8_t stratum) {
  const Bytes bytes = ntp.bytes(kReference, 4);
  if (ntp.truncated() || !ntp.recording() || stratum < 2) return;
  ntp.say(ipv4_text(bytes.data()));
}

// What stands behind the header: extensions, and what proves that it is genuine.
void read_trailer(Layer& ntp) {
  while (ntp.left().size() > kLongestMac) {
    Layer::Group group(ntp, kExtension);
    ntp.u16(kExtensionType);
    const std::uint16_t length = ntp.u16(kExtensionLength);
    if (length > 4) ntp.bytes(kExtensionValue, length - 4u);
    if (length < 4 || ntp.truncated()) return;
  }
  if (ntp.left().size() != kShortestMac && ntp.left().size() != kLongestMac) return;
  ntp.bytes(kKeyId, 4);
  ntp.remaining(kMac);
}

void read_ordinary(Layer& ntp) {
  const std::uint8_t stratum = ntp.u8(kStratum);
  ntp.u8(kPoll);
  ntp.u8(kPrecision);
  read_seconds(ntp, kRootDelay);
  read_seconds(ntp, kRootDispersion);
  read_reference(ntp, stratum);
  read_time(ntp, kReferenceTime);
  read_time(ntp, kOriginTime);
  read_time(ntp, kReceiveTime);
  read_time(ntp, kTransmitTime);
  if (!ntp.truncated()) read_trailer(ntp);
}

void read_control(Layer& ntp) {
  const std::uint8_t flags = ntp.u8(kFlags2);
  ntp.parts(flags, {&kIsResponse, &kIsError, &kMore, &kOperation});
  ntp.u16(kSequence);
  ntp.u16(kStatus);
  ntp.u16(kAssociation);
  ntp.u16(kOffset);
  ntp.u16(kCount);
  if (!ntp.left().empty()) ntp.remaining(kData);
}

Outcome dissect(Layer& ntp) {
  if (!ntp.recording() && ntp.info() == nullptr) return done();
  const std::uint8_t flags = ntp.u8(kFlags);
  ntp.parts(flags, {&kLeap, &kVersion, &kMode});
  const std::uint8_t mode = flags & 7;
  const auto& modes = mode < kControl ? std::span<const Name>(kModes) : kShortModes;
  const std::string words =
      std::string(name_of(kVersions, flags >> 3 & 7)) + ", " + std::string(name_of(modes, mode));
  if (std::string* info = ntp.info()) *info = words;
  if (ntp.recording()) ntp.title(" (" + words + ")");
  if (mode == kPrivate) return done(ntp.rest(), {{Space::kBytes}});
  mode == kControl ? read_control(ntp) : read_ordinary(ntp);
  return ntp.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kFlags,         kLeap,          kVersion,         kMode,           kStratum,
    kPoll,          kPrecision,     kRootDelay,       kRootDispersion, kReference,
    kReferenceTime, kOriginTime,    kReceiveTime,     kTransmitTime,   kKeyId,
    kMac,           kExtensionType, kExtensionLength, kExtensionValue, kExtension,
    kFlags2,        kIsResponse,    kIsError,         kMore,           kOperation,
    kSequence,      kStatus,        kAssociation,     kOffset,         kCount,
    kData};

}  // namespace

extern const Dissector kNtp{
    {"ntp", "Network Time Protocol", Shape::kLayer}, "NTP", kFoundAt, kFields, dissect};

}  // namespace packetglass
