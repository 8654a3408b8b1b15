// Border Gateway Protocol 4: RFC 4271; route refresh RFC 2918. The headers of its messages, and
// what opens and ends a session.
#include <algorithm>

#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{1, "OPEN Message"},          {2, "UPDATE Message"},
                               {3, "NOTIFICATION Message"},  {4, "KEEPALIVE Message"},
                               {5, "ROUTE-REFRESH Message"}, {6, "CAPABILITY Message"}};
constexpr Name kErrorNames[] = {{1, "Message Header Error"},       {2, "OPEN Message Error"},
                                {3, "UPDATE Message Error"},       {4, "Hold Timer Expired"},
                                {5, "Finite State Machine Error"}, {6, "Cease"}};

constexpr Field kMessage{"bgp.message", "Message", Shape::kGroup};
constexpr Field kMarker{"bgp.marker", "Marker", Shape::kBytes};
constexpr Field kLength{"bgp.length", "Length", Shape::kNumber16};
constexpr Field kType{"bgp.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kVersion{"bgp.open.version", "Version", Shape::kNumber8};
constexpr Field kAs{"bgp.open.myas", "My AS", Shape::kNumber16};
constexpr Field kHoldTime{"bgp.open.holdtime", "Hold Time", Shape::kNumber16};
constexpr Field kIdentifier{"bgp.open.identifier", "BGP Identifier", Shape::kIpv4};
constexpr Field kParametersLength{"bgp.open.opt.len", "Optional Parameters Length",
                                  Shape::kNumber8};
constexpr Field kParameters{"bgp.open.parameters", "Optional Parameters", Shape::kBytes};
constexpr Field kWithdrawnLength{"bgp.update.withdrawn_routes.length", "Withdrawn Routes Length",
                                 Shape::kNumber16};
constexpr Field kWithdrawn{"bgp.update.withdrawn", "Withdrawn Routes", Shape::kBytes};
constexpr Field kAttributesLength{"bgp.update.path_attributes.length",
                                  "Total Path Attribute Length", Shape::kNumber16};
constexpr Field kAttributes{"bgp.update.attributes", "Path attributes", Shape::kBytes};
constexpr Field kReachable{"bgp.update.reachable", "Network Layer Reachability", Shape::kBytes};
constexpr Field kError{"bgp.notify.major_error", "Major error Code", Shape::kNumber8, 0,
                       kErrorNames};
constexpr Field kMinorError{"bgp.notify.minor_error", "Minor error Code", Shape::kNumber8};
constexpr Field kErrorValue{"bgp.notify.minor_data", "Data", Shape::kBytes};
constexpr Field kOther{"bgp.body", "Body", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 179}};

constexpr std::size_t kMarkerSize = 16, kHeaderSize = 19;

// As far as it is there.
bool begins_marker(Bytes bytes) {
  const Bytes marker = bytes.first(std::min(bytes.size(), kMarkerSize));
  return std::all_of(marker.begin(), marker.end(), [](auto byte) { return byte == 0xff; });
}

bool has_marker(Bytes bytes) {
  return bytes.size() >= kMarkerSize && begins_marker(bytes);
}

void read_sized(Layer& bgp, const Field& length_field, const Field& field) {
  const std::uint16_t length = bgp.u16(length_field);
  if (length != 0) bgp.bytes(field, length);
}

void read_open(Layer& bgp) {
  bgp.u8(kVersion);
  bgp.u16(kAs);
  bgp.u16(kHoldTime);
  bgp.ipv4(kIdentifier);
  const std::uint8_t length = bgp.u8(kParametersLength);
  if (length != 0) bgp.bytes(kParameters, length);
}

void read_body(Layer& bgp, std::uint8_t type) {
  if (type == 1) {
    read_open(bgp);
  } else if (type == 2) {
    read_sized(bgp, kWithdrawnLength, kWithdrawn);
    read_sized(bgp, kAttributesLength, kAttributes);
    if (!bgp.left().empty()) bgp.remaining(kReachable);
  } else if (type == 3) {
    bgp.u8(kError);
    bgp.u8(kMinorError);
    if (!bgp.left().empty()) bgp.remaining(kErrorValue);
  } else if (!bgp.left().empty()) {
    bgp.remaining(kOther);
  }
}

void put_info(Layer& bgp, Layer::Group& message, std::uint8_t type) {
  const std::string_view known = name_of(kTypeNames, type);
  const std::string name = known.empty() ? "Unknown Message" : std::string(known);
  if (bgp.recording()) message.say(": " + name);
  if (std::string* info = bgp.info()) *info += (info->empty() ? "" : ", ") + name;
}

// One message; false when it goes on in another segment, or what follows is none.
bool read_message(Layer& bgp) {
  Layer::Group message(bgp, kMessage);
  bgp.bytes(kMarker, kMarkerSize);
  const std::uint16_t length = bgp.u16(kLength);
  const std::uint8_t type = bgp.u8(kType);
  if (bgp.truncated() || length < kHeaderSize) return false;
  put_info(bgp, message, type);
  const std::size_t size = length - kHeaderSize;
  if (size > bgp.left().size()) return false;
  Layer::Limit body(bgp, size);
  read_body(bgp, type);
  if (bgp.truncated()) bgp.malformed("the message is shorter than what is in it");
  return true;
}

MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  if (!begins_marker(sent.bytes)) return MessageEnd::kNotMine;
  return end_by_length(sent.bytes, kHeaderSize, progress, [](Bytes bytes) -> std::size_t {
    const auto length = static_cast<std::size_t>(bytes[kMarkerSize] << 8 | bytes[kMarkerSize + 1]);
    return length < kHeaderSize ? 0 : length;
  });
}

Outcome dissect(Layer& bgp) {
  if (!has_marker(bgp.left())) return not_mine();
  if (std::string* info = bgp.info()) info->clear();
  if (!bgp.recording() && bgp.info() == nullptr) return done();
  while (has_marker(bgp.left()) && read_message(bgp)) {
  }
  return done();
}

constexpr FieldSpan kFields[] = {kMessage,
                                 kMarker,
                                 kLength,
                                 kType,
                                 kVersion,
                                 kAs,
                                 kHoldTime,
                                 kIdentifier,
                                 kParametersLength,
                                 kParameters,
                                 kWithdrawnLength,
                                 kWithdrawn,
                                 kAttributesLength,
                                 kAttributes,
                                 kReachable,
                                 kError,
                                 kMinorError,
                                 kErrorValue,
                                 kOther};

}  // namespace

extern const Dissector kBgp{{"bgp", "Border Gateway Protocol", Shape::kLayer},
                            "BGP",
                            kFoundAt,
                            kFields,
                            dissect,
                            nullptr,
                            {},
                            false,
                            find_end};

}  // namespace packetglass
