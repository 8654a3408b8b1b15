// PPP over Ethernet: RFC 2516; larger payloads RFC 4638; access lines TR-101.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kCodeNames[] = {{0x00, "Session Data"},
                               {0x07, "Active Discovery Offer (PADO)"},
                               {0x09, "Active Discovery Initiation (PADI)"},
                               {0x0a, "Active Discovery Session-Grant (PADG)"},
                               {0x0b, "Active Discovery Session-Credit Resp.(PADC)"},
                               {0x0c, "Active Discovery Quality (PADQ)"},
                               {0x19, "Active Discovery Request (PADR)"},
                               {0x65, "Active Discovery Session-confirmation (PADS)"},
                               {0xa7, "Active Discovery Terminate (PADT)"},
                               {0xd3, "Active Discovery Message (PADM)"},
                               {0xd4, "Active Discovery Network (PADN)"}};

constexpr Field kVersion{"pppoe.version", "Version", Shape::kNumber8, 0xf0};
constexpr Field kType{"pppoe.type", "Type", Shape::kNumber8, 0x0f};
constexpr Field kCode{"pppoe.code", "Code", Shape::kHex8, 0, kCodeNames};
constexpr Field kSession{"pppoe.session_id", "Session ID", Shape::kHex16};
constexpr Field kLength{"pppoe.payload_length", "Payload Length", Shape::kNumber16};
constexpr Field kTags{"pppoed.tags", "PPPoE Tags", Shape::kGroup};
constexpr Field kTag{"pppoed.tag", "Tag", Shape::kHex16};
constexpr Field kTagLength{"pppoed.tag_length", "Tag Length", Shape::kNumber16};
constexpr Field kUnknown{"pppoed.tag.unknown_data", "Unknown Data", Shape::kBytes};
constexpr Field kVendor{"pppoed.tags.vendor_id", "Vendor id", Shape::kNumber32};
constexpr Field kVendorValue{"pppoed.tags.vendor_unspecified", "Vendor unspecified",
                             Shape::kBytes};

// The tags that are only a value.
struct TagValue {
  std::uint16_t tag;
  Field field;
};
constexpr TagValue kValues[] = {
    {0x0101, {"pppoed.tags.service_name", "Service-Name", Shape::kText}},
    {0x0102, {"pppoed.tags.ac_name", "AC-Name", Shape::kText}},
    {0x0103, {"pppoed.tags.host_uniq", "Host-Uniq", Shape::kBytes}},
    {0x0104, {"pppoed.tags.ac_cookie", "AC-Cookie", Shape::kBytes}},
    {0x0106, {"pppoed.tags.credits", "Credits", Shape::kBytes}},
    {0x0107, {"pppoed.tags.metrics", "Metrics", Shape::kBytes}},
    {0x0110, {"pppoed.tags.relay_session_id", "Relay-Session-Id", Shape::kBytes}},
    {0x0111, {"pppoed.tags.hurl", "HURL", Shape::kBytes}},
    {0x0112, {"pppoed.tags.motm", "MOTM", Shape::kBytes}},
    {0x0120, {"pppoed.tags.max_payload", "PPP-Max-Payload", Shape::kBytes}},
    {0x0121, {"pppoed.tags.ip_route_add", "IP Route Add", Shape::kBytes}},
    {0x0201, {"pppoed.tags.service_name_error", "Service-Name-Error", Shape::kText}},
    {0x0202, {"pppoed.tags.ac_system_error", "AC-System-Error", Shape::kText}},
    {0x0203, {"pppoed.tags.generic_error", "Generic-Error", Shape::kText}}};

constexpr Route kDiscoveryAt[] = {{Space::kEtherType, 0x8863}};
constexpr Route kSessionAt[] = {{Space::kEtherType, 0x8864}, {Space::kLinkType, 51}};

constexpr std::uint16_t kEndOfList = 0, kAccessName = 0x0102, kVendorSpecific = 0x0105;
constexpr std::uint8_t kOffer = 0x07, kConfirmation = 0x65;

struct Header {
  std::uint8_t code;
  std::uint16_t length;
};

Header read_header(Layer& pppoe) {
  pppoe.u8({&kVersion, &kType});
  const std::uint8_t code = pppoe.u8(kCode);
  pppoe.u16(kSession);
  const std::uint16_t length = pppoe.u16(kLength);
  if (std::string* info = pppoe.info()) {
    const std::string_view name = name_of(kCodeNames, code);
    *info = name.empty() ? format_text("Unknown (0x%02x)", code) : std::string(name);
  }
  return {code, length};
}

const Field* field_of(std::uint16_t tag) {
  for (const TagValue& value : kValues) {
    if (value.tag == tag) return &value.field;
  }
  return nullptr;
}

void read_value(Layer& pppoe, std::uint16_t tag, std::uint16_t length) {
  const Field* const field = field_of(tag);
  if (tag == kVendorSpecific && length >= 4) {
    pppoe.u32(kVendor);
    if (length > 4) pppoe.bytes(kVendorValue, length - 4u);
  } else if (field == nullptr) {
    pppoe.bytes(kUnknown, length);
  } else if (length != 0) {
    pppoe.bytes(*field, length);
  }
}

// The name of a concentrator is what an offer or a confirmation is about.
void report_name(Layer& pppoe, std::uint8_t code, std::uint16_t length) {
  std::string* const info = pppoe.info();
  if (info == nullptr || (code != kOffer && code != kConfirmation)) return;
  const Bytes name = pppoe.left().first(std::min<std::size_t>(length, pppoe.left().size()));
  *info += " AC-Name='" + printable(name) + "'";
}

void read_tags(Layer& pppoe, std::uint8_t code) {
  Layer::Group tags(pppoe, kTags);
  while (!pppoe.left().empty() && !pppoe.truncated()) {
    const std::uint16_t tag = pppoe.u16(kTag);
    const std::uint16_t length = pppoe.u16(kTagLength);
    if (tag == kEndOfList || pppoe.truncated()) return;
    if (tag == kAccessName) report_name(pppoe, code, length);
    read_value(pppoe, tag, length);
  }
}

Outcome dissect_discovery(Layer& pppoe) {
  const Header header = read_header(pppoe);
  if (pppoe.truncated()) return stop("the header is incomplete");
  pppoe.trailing(pppoe.rest(header.length));
  if (!pppoe.recording() && pppoe.info() == nullptr) return done();
  Layer::Limit tags(pppoe, header.length);
  if (!pppoe.left().empty()) read_tags(pppoe, header.code);
  return pppoe.truncated() ? stop("a tag is incomplete") : done();
}

Outcome dissect_session(Layer& pppoe) {
  const Header header = read_header(pppoe);
  if (pppoe.truncated()) return stop("the header is incomplete");
  const Payload payload = pppoe.rest(header.length);
  pppoe.trailing(payload);
  return done(payload, {{Space::kLinkType, 9}});
}

constexpr FieldSpan kFields[] = {
    kVersion, kType,      kCode,    kSession, kLength,      kTags,
    kTag,     kTagLength, kUnknown, kVendor,  kVendorValue, field_of(kValues, &TagValue::field)};

}  // namespace

extern const Dissector kPppoeDiscovery{{"pppoed", "PPP-over-Ethernet Discovery", Shape::kLayer},
                                       "PPPoED",
                                       kDiscoveryAt,
                                       kFields,
                                       dissect_discovery};
extern const Dissector kPppoeSession{{"pppoes", "PPP-over-Ethernet Session", Shape::kLayer},
                                     "PPPoES",
                                     kSessionAt,
                                     kFields,
                                     dissect_session};

}  // namespace packetglass
