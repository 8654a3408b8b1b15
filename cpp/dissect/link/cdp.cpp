// Cisco Discovery Protocol, as Cisco's "LAN Switching" papers and captures describe it.
#include <span>

#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0x0001, "Device ID"},
                               {0x0002, "Addresses"},
                               {0x0003, "Port ID"},
                               {0x0004, "Capabilities"},
                               {0x0005, "Software version"},
                               {0x0006, "Platform"},
                               {0x0007, "IP Prefix/Gateway (used for ODR)"},
                               {0x0008, "Protocol Hello"},
                               {0x0009, "VTP Management Domain"},
                               {0x000a, "Native VLAN"},
                               {0x000b, "Duplex"},
                               {0x000e, "VoIP VLAN Reply"},
                               {0x000f, "VoIP VLAN Query"},
                               {0x0010, "Power consumption"},
                               {0x0011, "MTU"},
                               {0x0012, "Trust Bitmap"},
                               {0x0013, "Untrusted Port CoS"},
                               {0x0014, "System Name"},
                               {0x0015, "System Object ID"},
                               {0x0016, "Management Address"},
                               {0x0017, "Location"},
                               {0x0018, "External Port-ID"},
                               {0x0019, "Power Requested"},
                               {0x001a, "Power Available"},
                               {0x001b, "Port Unidirectional"},
                               {0x001f, "Spare PoE"}};
constexpr Name kProtocolKinds[] = {{1, "NLPID"}, {2, "802.2"}};

constexpr Field kVersion{"cdp.version", "Version", Shape::kNumber8};
constexpr Field kTtl{"cdp.ttl", "TTL", Shape::kNumber8};
constexpr Field kChecksum{"cdp.checksum", "Checksum", Shape::kHex16};
constexpr Field kTlv{"cdp.tlv", "TLV", Shape::kGroup};
constexpr Field kType{"cdp.tlv.type", "Type", Shape::kHex16, 0, kTypeNames};
constexpr Field kLength{"cdp.tlv.len", "Length", Shape::kNumber16};
constexpr Field kAddressCount{"cdp.number_of_addresses", "Number of addresses", Shape::kNumber32};
constexpr Field kAddress{"cdp.address_entry", "Address", Shape::kGroup};
constexpr Field kProtocolKind{"cdp.protocol_type", "Protocol type", Shape::kHex8, 0,
                              kProtocolKinds};
constexpr Field kProtocolLength{"cdp.protocol_length", "Protocol length", Shape::kNumber8};
constexpr Field kProtocol{"cdp.protocol", "Protocol", Shape::kBytes};
constexpr Field kAddressLength{"cdp.address_length", "Address length", Shape::kNumber16};
constexpr Field kAddress4{"cdp.nrgyz.ip_address", "IP Address", Shape::kIpv4};
constexpr Field kAddress6{"cdp.nrgyz.ipv6_address", "IPv6 Address", Shape::kIpv6};
constexpr Field kAddressOther{"cdp.address", "Address", Shape::kBytes};
constexpr Field kCapabilities{"cdp.capabilities", "Capabilities", Shape::kHex32};
constexpr Field kRouter{"cdp.capabilities.router", "Router", Shape::kFlag, 0x001};
constexpr Field kBridge{"cdp.capabilities.trans_bridge", "Transparent Bridge", Shape::kFlag,
                        0x002};
constexpr Field kRouteBridge{"cdp.capabilities.src_bridge", "Source Route Bridge", Shape::kFlag,
                             0x004};
constexpr Field kSwitch{"cdp.capabilities.switch", "Switch", Shape::kFlag, 0x008};
constexpr Field kHost{"cdp.capabilities.host", "Host", Shape::kFlag, 0x010};
constexpr Field kIgmp{"cdp.capabilities.igmp_capable", "IGMP capable", Shape::kFlag, 0x020};
constexpr Field kRepeater{"cdp.capabilities.repeater", "Repeater", Shape::kFlag, 0x040};
constexpr Field kPhone{"cdp.capabilities.voip_phone", "VoIP Phone", Shape::kFlag, 0x080};
constexpr Field kRemote{"cdp.capabilities.remote", "Remotely Managed Device", Shape::kFlag, 0x100};
constexpr Field kCamera{"cdp.capabilities.cvta", "CVTA/STP Dispute Resolution/Cisco VT Camera",
                        Shape::kFlag, 0x200};
constexpr Field kRelay{"cdp.capabilities.mac_relay", "Two Port Mac Relay", Shape::kFlag, 0x400};
constexpr Field kPrefix{"cdp.ip_prefix.address", "IP Prefix", Shape::kIpv4};
constexpr Field kPrefixLength{"cdp.ip_prefix.length", "Prefix length", Shape::kNumber8};
constexpr Field kData{"cdp.data", "Data", Shape::kBytes};
constexpr Field kVoiceVlan{"cdp.voice_vlan", "Voice VLAN", Shape::kNumber16};
constexpr Field kLocationKind{"cdp.location.unknown", "UNKNOWN", Shape::kHex8};
constexpr Field kLocation{"cdp.location", "Location", Shape::kText};
constexpr Field kRequest{"cdp.request_id", "Request-ID", Shape::kNumber16};
constexpr Field kManagement{"cdp.management_id", "Management-ID", Shape::kNumber16};
constexpr Field kRequested{"cdp.power_requested", "Power Requested (mW)", Shape::kNumber32};
constexpr Field kAvailable{"cdp.power_available", "Power Available (mW)", Shape::kNumber32};

// The types whose value is one field: a text or bytes, or a number as long as there is room.
struct Single {
  std::uint16_t type;
  Field field;
};
constexpr Single kSingles[] = {
    {0x0001, {"cdp.deviceid", "Device ID", Shape::kText}},
    {0x0003, {"cdp.portid", "Sent through Interface", Shape::kText}},
    {0x0005, {"cdp.software_version", "Software version", Shape::kText}},
    {0x0006, {"cdp.platform", "Platform", Shape::kText}},
    {0x0009, {"cdp.vtp_management_domain", "VTP Management Domain", Shape::kText}},
    {0x000a, {"cdp.native_vlan", "Native VLAN", Shape::kNumber16}},
    {0x000b, {"cdp.duplex", "Duplex: Full", Shape::kFlag}},
    {0x0010, {"cdp.power_consumption", "Power Consumption (mW)", Shape::kNumber16}},
    {0x0011, {"cdp.mtu", "MTU", Shape::kNumber32}},
    {0x0012, {"cdp.trust_bitmap", "Trust Bitmap", Shape::kHex8}},
    {0x0013, {"cdp.untrusted_port_cos", "Untrusted port CoS", Shape::kHex8}},
    {0x0014, {"cdp.system_name", "System Name", Shape::kText}},
    {0x0015, {"cdp.system_object_identifier", "System Object Identifier", Shape::kBytes}},
    {0x001f, {"cdp.spare_poe_tlv", "Spare Pair PoE", Shape::kHex8}}};

constexpr Route kFoundAt[] = {{Space::kSnap, 0x000c2000}, {Space::kPppProtocol, 0x0207}};

constexpr std::uint16_t kDeviceId = 1, kPortId = 3;
constexpr std::uint16_t kHeaderSize = 4;

void put_info(Layer& cdp, std::uint16_t type, Bytes value) {
  std::string* const info = cdp.info();
  if (info == nullptr) return;
  if (type == kDeviceId) *info += "Device ID: " + printable(value) + "  ";
  if (type == kPortId) *info += "Port ID: " + printable(value) + "  ";
}

// Whether the type is of those with one field, which is then read.
bool read_single(Layer& cdp, std::uint16_t type) {
  for (const Single& single : kSingles) {
    if (single.type != type) continue;
    const bool text = single.field.shape == Shape::kText || single.field.shape == Shape::kBytes;
    if (text) {
      put_info(cdp, type, cdp.remaining(single.field));
    } else {
      cdp.uint(single.field, std::min<std::size_t>(cdp.left().size(), 4));
    }
    return true;
  }
  return false;
}

void read_address(Layer& cdp) {
  Layer::Group address(cdp, kAddress);
  cdp.u8(kProtocolKind);
  cdp.bytes(kProtocol, cdp.u8(kProtocolLength));
  const std::uint16_t length = cdp.u16(kAddressLength);
  if (length == 4) {
    cdp.ipv4(kAddress4);
  } else if (length == 16) {
    cdp.ipv6(kAddress6);
  } else {
    cdp.bytes(kAddressOther, length);
  }
}

// An address is at least four bytes.
void read_addresses(Layer& cdp) {
  const std::uint32_t count = cdp.u32(kAddressCount);
  for (std::uint32_t i = 0; i < count && !cdp.left().empty(); ++i) read_address(cdp);
}

void read_capabilities(Layer& cdp) {
  const std::uint32_t word = cdp.u32(kCapabilities);
  cdp.parts(word, {&kRouter, &kBridge, &kRouteBridge, &kSwitch, &kHost, &kIgmp, &kRepeater,
                   &kPhone, &kRemote, &kCamera, &kRelay});
}

void read_prefixes(Layer& cdp) {
  while (cdp.left().size() >= 5) {
    cdp.ipv4(kPrefix);
    cdp.u8(kPrefixLength);
  }
}

void read_power(Layer& cdp, const Field& field) {
  cdp.u16(kRequest);
  cdp.u16(kManagement);
  while (cdp.left().size() >= 4) cdp.u32(field);
}

void read_value(Layer& cdp, std::uint16_t type) {
  switch (type) {
    case 0x0002:
    case 0x0016:
      return read_addresses(cdp);
    case 0x0004:
      return read_capabilities(cdp);
    case 0x0007:
      return read_prefixes(cdp);
    case 0x000e:
    case 0x000f:
      cdp.bytes(kData, 1);
      if (!cdp.left().empty()) cdp.u16(kVoiceVlan);
      return;
    case 0x0017:
      cdp.u8(kLocationKind);
      cdp.text(kLocation, cdp.left().size());
      return;
    case 0x0019:
      return read_power(cdp, kRequested);
    case 0x001a:
      return read_power(cdp, kAvailable);
    default:
      if (!read_single(cdp, type)) cdp.remaining(kData);
  }
}

// One TLV; false when none can follow.
bool read_tlv(Layer& cdp) {
  Layer::Group tlv(cdp, kTlv);
  const std::uint16_t type = cdp.u16(kType);
  const std::uint16_t length = cdp.u16(kLength);
  if (cdp.recording()) tlv.say(": " + std::string(name_of(kTypeNames, type)));
  if (cdp.truncated()) return false;
  if (length < kHeaderSize) {
    cdp.malformed("the length of this TLV is less than its header");
    return false;
  }
  const std::size_t size = length - kHeaderSize;
  if (size > cdp.left().size()) {
    cdp.skip(size);
    return false;
  }
  Layer::Limit value(cdp, size);
  if (size != 0) read_value(cdp, type);
  return true;
}

Outcome dissect(Layer& cdp) {
  cdp.u8(kVersion);
  cdp.u8(kTtl);
  cdp.u16(kChecksum);
  if (cdp.truncated()) return stop("the header is incomplete");
  if (std::string* info = cdp.info()) info->clear();
  if (!cdp.recording() && cdp.info() == nullptr) return done();
  while (!cdp.left().empty() && read_tlv(cdp)) {
  }
  return cdp.truncated() ? stop("a TLV is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kVersion,      kTtl,
                                 kChecksum,     kTlv,
                                 kType,         kLength,
                                 kAddressCount, kAddress,
                                 kProtocolKind, kProtocolLength,
                                 kProtocol,     kAddressLength,
                                 kAddress4,     kAddress6,
                                 kAddressOther, kCapabilities,
                                 kRouter,       kBridge,
                                 kRouteBridge,  kSwitch,
                                 kHost,         kIgmp,
                                 kRepeater,     kPhone,
                                 kRemote,       kCamera,
                                 kRelay,        kPrefix,
                                 kPrefixLength, kData,
                                 kVoiceVlan,    kLocationKind,
                                 kLocation,     kRequest,
                                 kManagement,   kRequested,
                                 kAvailable,    field_of(kSingles, &Single::field)};

}  // namespace

extern const Dissector kCdp{
    {"cdp", "Cisco Discovery Protocol", Shape::kLayer}, "CDP", kFoundAt, kFields, dissect};

}  // namespace packetglass
