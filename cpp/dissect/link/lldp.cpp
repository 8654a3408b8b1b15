// Link Layer Discovery Protocol: IEEE 802.1AB.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/lldp_organizations.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {
    {0, "End of LLDPDU"},          {1, "Chassis Id"},          {2, "Port Id"},
    {3, "Time to Live"},           {4, "Port Description"},    {5, "System Name"},
    {6, "System Description"},     {7, "System Capabilities"}, {8, "Management Address"},
    {127, "Organization Specific"}};
constexpr Name kChassisNames[] = {
    {1, "Chassis component"}, {2, "Interface alias"}, {3, "Port component"},  {4, "MAC address"},
    {5, "Network address"},   {6, "Interface name"},  {7, "Locally assigned"}};
constexpr Name kPortNames[] = {{1, "Interface alias"}, {2, "Port component"},
                               {3, "MAC address"},     {4, "Network address"},
                               {5, "Interface name"},  {6, "Agent circuit Id"},
                               {7, "Locally assigned"}};
constexpr Name kFamilyNames[] = {
    {1, "IPv4"}, {2, "IPv6"}, {6, "802 (includes all 802 media plus Ethernet)"}};
constexpr Name kInterfaceNames[] = {{1, "Unknown"}, {2, "ifIndex"}, {3, "System port number"}};

constexpr Field kTlv{"lldp.tlv", "TLV", Shape::kGroup};
constexpr Expert kWrongType{{"lldp.bad_type", "Incorrect type", Shape::kExpert},
                            ExpertSeverity::kWarning,
                            ExpertGroup::kMalformed};
constexpr Field kType{"lldp.tlv.type", "TLV Type", Shape::kNumber16, 0xfe00, kTypeNames};
constexpr Field kLength{"lldp.tlv.len", "TLV Length", Shape::kNumber16, 0x01ff};
constexpr Field kFamily{"lldp.network_address.subtype", "Network Address family", Shape::kNumber8,
                        0, kFamilyNames};
constexpr Field kTtl{"lldp.time_to_live", "Seconds", Shape::kNumber16};
constexpr Field kPortDescription{"lldp.port.desc", "Port Description", Shape::kText};
constexpr Field kSystemName{"lldp.tlv.system.name", "System Name", Shape::kText};
constexpr Field kSystemDescription{"lldp.tlv.system.desc", "System Description", Shape::kText};
constexpr Field kAddressLength{"lldp.mgn.address.len", "Address String Length", Shape::kNumber8};
constexpr Field kAddressFamily{"lldp.mgn.address.subtype", "Address Subtype", Shape::kNumber8, 0,
                               kFamilyNames};
constexpr Field kAddress4{"lldp.mgn.addr.ip4", "Management Address", Shape::kIpv4};
constexpr Field kAddress6{"lldp.mgn.addr.ip6", "Management Address", Shape::kIpv6};
constexpr Field kAddressOther{"lldp.mgn.addr.hex", "Management Address", Shape::kBytes};
constexpr Field kInterfaceKind{"lldp.mgn.interface.subtype", "Interface Subtype", Shape::kNumber8,
                               0, kInterfaceNames};
constexpr Field kInterface{"lldp.mgn.interface.number", "Interface Number", Shape::kNumber32};
constexpr Field kObjectLength{"lldp.mgn.obj.len", "OID String Length", Shape::kNumber8};
constexpr Field kObject{"lldp.mgn.obj.oid", "Object Identifier", Shape::kBytes};
constexpr Field kUnknown{"lldp.tlv.unknown", "Unknown", Shape::kBytes};

struct IdFields {
  Field kind, mac, ipv4, ipv6, text, other;
};
constexpr IdFields kChassis{
    {"lldp.chassis.subtype", "Chassis Id Subtype", Shape::kNumber8, 0, kChassisNames},
    {"lldp.chassis.id.mac", "Chassis Id", Shape::kMac},
    {"lldp.chassis.id.ip4", "Chassis Id", Shape::kIpv4},
    {"lldp.chassis.id.ip6", "Chassis Id", Shape::kIpv6},
    {"lldp.chassis.id", "Chassis Id", Shape::kBytes},
    {"lldp.chassis.id", "Chassis Id", Shape::kBytes}};
constexpr IdFields kPort{{"lldp.port.subtype", "Port Id Subtype", Shape::kNumber8, 0, kPortNames},
                         {"lldp.port.id.mac", "Port Id", Shape::kMac},
                         {"lldp.port.id.ip4", "Port Id", Shape::kIpv4},
                         {"lldp.port.id.ip6", "Port Id", Shape::kIpv6},
                         {"lldp.port.id", "Port Id", Shape::kText},
                         {"lldp.port.id", "Port Id", Shape::kText}};

struct Bits {
  Field word, other, repeater, bridge, access_point, router, telephone, cable, station;
};
constexpr Bits kCapable{
    {"lldp.tlv.system_cap", "Capabilities", Shape::kHex16},
    {"lldp.tlv.system_cap.other", "Other", Shape::kFlag, 0x0001},
    {"lldp.tlv.system_cap.repeater", "Repeater", Shape::kFlag, 0x0002},
    {"lldp.tlv.system_cap.bridge", "Bridge", Shape::kFlag, 0x0004},
    {"lldp.tlv.system_cap.wlan_access_pt", "WLAN access point", Shape::kFlag, 0x0008},
    {"lldp.tlv.system_cap.router", "Router", Shape::kFlag, 0x0010},
    {"lldp.tlv.system_cap.telephone", "Telephone", Shape::kFlag, 0x0020},
    {"lldp.tlv.system_cap.docsis_cable_device", "DOCSIS cable device", Shape::kFlag, 0x0040},
    {"lldp.tlv.system_cap.station_only", "Station only", Shape::kFlag, 0x0080}};
constexpr Bits kEnabled{
    {"lldp.tlv.enable_system_cap", "Enabled Capabilities", Shape::kHex16},
    {"lldp.tlv.enable_system_cap.other", "Other", Shape::kFlag, 0x0001},
    {"lldp.tlv.enable_system_cap.repeater", "Repeater", Shape::kFlag, 0x0002},
    {"lldp.tlv.enable_system_cap.bridge", "Bridge", Shape::kFlag, 0x0004},
    {"lldp.tlv.enable_system_cap.wlan_access_pt", "WLAN access point", Shape::kFlag, 0x0008},
    {"lldp.tlv.enable_system_cap.router", "Router", Shape::kFlag, 0x0010},
    {"lldp.tlv.enable_system_cap.telephone", "Telephone", Shape::kFlag, 0x0020},
    {"lldp.tlv.enable_system_cap.docsis_cable_device", "DOCSIS cable device", Shape::kFlag,
     0x0040},
    {"lldp.tlv.enable_system_cap.station_only", "Station only", Shape::kFlag, 0x0080}};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x88cc}};

constexpr unsigned kEnd = 0, kChassisId = 1, kPortId = 2, kOrganization = 127;

void put_info(Layer& lldp, const std::string& text) {
  if (std::string* info = lldp.info()) *info += text + " ";
}

std::string shown(Bytes text) {
  return printable(text);
}

// An address with its family in front; returns it as text.
std::string read_network_address(Layer& lldp, const IdFields& fields) {
  const std::uint8_t family = lldp.u8(kFamily);
  if (family == 1 && lldp.left().size() == 4) return to_text(lldp.ipv4(fields.ipv4));
  if (family == 2 && lldp.left().size() == 16) return to_text(lldp.ipv6(fields.ipv6));
  return shown(lldp.remaining(fields.other));
}

// How Info abbreviates the kinds of a name; those of chassis and port are numbered differently.
const char* abbreviation(std::string_view kind) {
  if (kind == "MAC address") return "MA/";
  if (kind == "Network address") return "NA/";
  if (kind == "Interface name") return "IN/";
  if (kind == "Interface alias") return "IA/";
  if (kind == "Port component") return "PC/";
  if (kind == "Chassis component") return "CC/";
  return kind == "Locally assigned" ? "LA/" : "";
}

void read_id(Layer& lldp, const IdFields& fields) {
  const std::string_view kind = name_of(fields.kind.names, lldp.u8(fields.kind));
  std::string id;
  if (kind == "MAC address" && lldp.left().size() == 6) {
    id = to_text(lldp.mac(fields.mac));
  } else if (kind == "Network address") {
    id = read_network_address(lldp, fields);
  } else {
    id = shown(lldp.remaining(fields.text));
  }
  put_info(lldp, abbreviation(kind) + id);
}

void read_capabilities(Layer& lldp, const Bits& bits) {
  const std::uint16_t word = lldp.u16(bits.word);
  lldp.parts(word, {&bits.other, &bits.repeater, &bits.bridge, &bits.access_point, &bits.router,
                    &bits.telephone, &bits.cable, &bits.station});
}

void read_management(Layer& lldp) {
  const std::uint8_t length = lldp.u8(kAddressLength);
  const std::uint8_t family = lldp.u8(kAddressFamily);
  if (family == 1 && length == 5) {
    lldp.ipv4(kAddress4);
  } else if (family == 2 && length == 17) {
    lldp.ipv6(kAddress6);
  } else if (length > 1) {
    lldp.bytes(kAddressOther, length - 1u);
  }
  lldp.u8(kInterfaceKind);
  lldp.u32(kInterface);
  const std::uint8_t object = lldp.u8(kObjectLength);
  if (object != 0) lldp.bytes(kObject, object);
}

void read_value(Layer& lldp, unsigned type) {
  switch (type) {
    case kChassisId:
      return read_id(lldp, kChassis);
    case kPortId:
      return read_id(lldp, kPort);
    case 3:
      return put_info(lldp, format_text("%u", lldp.u16(kTtl)));
    case 4:
      lldp.remaining(kPortDescription);
      return;
    case 5:
      return put_info(lldp, "SysN=" + shown(lldp.remaining(kSystemName)));
    case 6:
      return put_info(lldp, "SysD=" + shown(lldp.remaining(kSystemDescription)));
    case 7:
      read_capabilities(lldp, kCapable);
      return read_capabilities(lldp, kEnabled);
    case 8:
      return read_management(lldp);
    case kOrganization:
      return read_lldp_organization(lldp);
    default:
      lldp.remaining(kUnknown);
  }
}

// One TLV; false at the end, or when it is not whole.
bool read_tlv(Layer& lldp) {
  Layer::Group tlv(lldp, kTlv);
  const std::uint16_t head = lldp.u16({&kType, &kLength});
  const unsigned type = head >> 9;
  const std::size_t length = head & 0x01ffu;
  if (lldp.recording()) tlv.say(": " + std::string(name_of(kTypeNames, type)));
  if (lldp.truncated() || type == kEnd) return false;
  if (length > lldp.left().size()) {
    lldp.skip(length);
    return false;
  }
  Layer::Limit value(lldp, length);
  if (length != 0) read_value(lldp, type);
  if (lldp.truncated()) lldp.malformed("this TLV is shorter than what is in it");
  return true;
}

std::string wrong_chassis(unsigned type) {
  return format_text("Invalid Chassis ID (0x%02x), expected (0x%02x)", type, unsigned{kChassisId});
}

Outcome dissect(Layer& lldp) {
  if (std::string* info = lldp.info()) info->clear();
  if (!lldp.recording() && lldp.info() == nullptr) return done();
  if (lldp.peek() >> 1 != kChassisId) {
    if (std::string* info = lldp.info()) *info = "Invalid Chassis ID TLV";
    lldp.expert_info(kWrongType, wrong_chassis(lldp.peek() >> 1));
    return done();
  }
  while (!lldp.left().empty() && read_tlv(lldp)) {
  }
  if (lldp.truncated()) return stop("a TLV is incomplete");
  lldp.trailing({});
  return done();
}

constexpr FieldSpan kFields[] = {kWrongType.field, kTlv,           kType,
                                 kLength,          kFamily,        kTtl,
                                 kPortDescription, kSystemName,    kSystemDescription,
                                 kAddressLength,   kAddressFamily, kAddress4,
                                 kAddress6,        kAddressOther,  kInterfaceKind,
                                 kInterface,       kObjectLength,  kObject,
                                 kUnknown,         kChassis,       kPort,
                                 kCapable,         kEnabled,       kLldpOrganizationFields};

}  // namespace

extern const Dissector kLldp{
    {"lldp", "Link Layer Discovery Protocol", Shape::kLayer}, "LLDP", kFoundAt, kFields, dissect};

}  // namespace packetglass
