// Cisco's Hot Standby Router Protocol: RFC 2281, and version 2.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {{0, "Hello"}, {1, "Coup"}, {2, "Resign"}, {3, "Advertise"}};
constexpr Name kStates[] = {{0, "Initial"}, {1, "Learn"},   {2, "Listen"},
                            {4, "Speak"},   {8, "Standby"}, {16, "Active"}};
constexpr Name kStates2[] = {{1, "Init"},  {2, "Learn"},   {3, "Listen"},
                             {4, "Speak"}, {5, "Standby"}, {6, "Active"}};
constexpr Name kAdvertisements[] = {{1, "HSRP interface state"}, {2, "IP redundancy"}};
constexpr Name kAdvertisedStates[] = {{1, "Dormant"}, {2, "Passive"}, {3, "Active"}};
constexpr Name kVersions[] = {{4, "IPv4"}, {6, "IPv6"}};
constexpr Name kAlgorithms[] = {{1, "MD5"}};

constexpr Field kVersion{"hsrp.version", "Version", Shape::kNumber8};
constexpr Field kOperation{"hsrp.opcode", "Op Code", Shape::kNumber8, 0, kOperations};
constexpr Field kState{"hsrp.state", "State", Shape::kNumber8, 0, kStates};
constexpr Field kHelloTime{"hsrp.hellotime", "Hellotime", Shape::kNumber8};
constexpr Field kHoldTime{"hsrp.holdtime", "Holdtime", Shape::kNumber8};
constexpr Field kPriority{"hsrp.priority", "Priority", Shape::kNumber8};
constexpr Field kGroup{"hsrp.group", "Group", Shape::kNumber8};
constexpr Field kReserved{"hsrp.reserved", "Reserved", Shape::kNumber8};
constexpr Field kPassword{"hsrp.auth_data", "Authentication Data", Shape::kText};
constexpr Field kAddress{"hsrp.virt_ip", "Virtual IP Address", Shape::kIpv4};
constexpr Field kAdvertisement{"hsrp.adv.tlvtype", "Adv type", Shape::kNumber16, 0,
                               kAdvertisements};
constexpr Field kAdvertisementLength{"hsrp.adv.tlvlength", "Adv length", Shape::kNumber16};
constexpr Field kAdvertisedState{"hsrp.adv.state", "Adv state", Shape::kNumber8, 0,
                                 kAdvertisedStates};
constexpr Field kAdvertisementReserved{"hsrp.adv.reserved1", "Adv reserved1", Shape::kNumber8};
constexpr Field kActive{"hsrp.adv.activegrp", "Adv active groups", Shape::kNumber16};
constexpr Field kPassive{"hsrp.adv.passivegrp", "Adv passive groups", Shape::kNumber16};
constexpr Field kAdvertisementEnd{"hsrp.adv.reserved2", "Adv reserved2", Shape::kNumber32};

constexpr Field kGroupState{"hsrp2.group_state_tlv", "Group State TLV", Shape::kNumber8};
constexpr Field kInterfaceState{"hsrp2.interface_state_tlv", "Interface State TLV",
                                Shape::kNumber8};
constexpr Field kTextAuthentication{"hsrp2.text_auth_tlv", "Text Authentication TLV",
                                    Shape::kNumber8};
constexpr Field kMd5Authentication{"hsrp2.md5_auth_tlv", "MD5 Authentication TLV",
                                   Shape::kNumber8};
constexpr Field kUnknownTlv{"hsrp2.unknown_tlv", "Unknown TLV", Shape::kNumber8};
constexpr Field kTlvLength{"hsrp2.tlv_length", "Length", Shape::kNumber8};
constexpr Field kVersion2{"hsrp2.version", "Version", Shape::kNumber8};
constexpr Field kOperation2{"hsrp2.opcode", "Op Code", Shape::kNumber8, 0, kOperations};
constexpr Field kState2{"hsrp2.state", "State", Shape::kNumber8, 0, kStates2};
constexpr Field kIpVersion{"hsrp2.ipversion", "IP Ver.", Shape::kNumber8, 0, kVersions};
constexpr Field kGroup2{"hsrp2.group", "Group", Shape::kNumber16};
constexpr Field kIdentifier{"hsrp2.identifier", "Identifier", Shape::kMac};
constexpr Field kPriority2{"hsrp2.priority", "Priority", Shape::kNumber32};
constexpr Field kHelloTime2{"hsrp2.hellotime", "Hellotime", Shape::kNumber32};
constexpr Field kHoldTime2{"hsrp2.holdtime", "Holdtime", Shape::kNumber32};
constexpr Field kAddress2{"hsrp2.virt_ip", "Virtual IP Address", Shape::kIpv4};
constexpr Field kAddress6{"hsrp2.virt_ip_v6", "Virtual IPv6 Address", Shape::kIpv6};
constexpr Field kActive2{"hsrp2.active_groups", "Active Groups", Shape::kNumber16};
constexpr Field kPassive2{"hsrp2.passive_groups", "Passive Groups", Shape::kNumber16};
constexpr Field kPassword2{"hsrp2.auth_data", "Authentication Data", Shape::kText};
constexpr Field kAlgorithm{"hsrp2.md5_algorithm", "MD5 Algorithm", Shape::kNumber8, 0,
                           kAlgorithms};
constexpr Field kMd5Padding{"hsrp2.md5_padding", "Padding", Shape::kHex8};
constexpr Field kMd5Flags{"hsrp2.md5_flags", "MD5 Flags", Shape::kNumber16};
constexpr Field kMd5Address{"hsrp.md5_ip_address", "Sender's IP Address", Shape::kIpv4};
constexpr Field kMd5Key{"hsrp2.md5_key_id", "MD5 Key ID", Shape::kNumber32};
constexpr Field kMd5Digest{"hsrp2.md5_auth_data", "MD5 Authentication Data", Shape::kBytes};
constexpr Field kRest{"hsrp2.rest", "Unknown", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 1985}, {Space::kUdpPort, 2029}};

constexpr std::uint8_t kAdvertise = 3;
constexpr std::size_t kPasswordSize = 8;

void put_info(Layer& hsrp, std::span<const Name> states, unsigned operation, unsigned state) {
  std::string* const info = hsrp.info();
  if (info == nullptr) return;
  const auto name = [](std::span<const Name> names, unsigned number) {
    const std::string_view found = name_of(names, number);
    return found.empty() ? std::string("Unknown") : std::string(found);
  };
  *info = name(kOperations, operation) + " (state " + name(states, state) + ")";
}

void read_advertisement(Layer& hsrp) {
  hsrp.u16(kAdvertisement);
  hsrp.u16(kAdvertisementLength);
  const unsigned state = hsrp.u8(kAdvertisedState);
  if (!hsrp.truncated()) put_info(hsrp, kAdvertisedStates, kAdvertise, state);
  hsrp.u8(kAdvertisementReserved);
  hsrp.u16(kActive);
  hsrp.u16(kPassive);
  hsrp.u32(kAdvertisementEnd);
}

Outcome dissect_version1(Layer& hsrp) {
  hsrp.u8(kVersion);
  const std::uint8_t operation = hsrp.u8(kOperation);
  if (operation == kAdvertise) {
    read_advertisement(hsrp);
    return hsrp.truncated() ? stop("the message is incomplete") : done();
  }
  const std::uint8_t state = hsrp.u8(kState);
  if (!hsrp.truncated()) put_info(hsrp, kStates, operation, state);
  hsrp.u8(kHelloTime);
  hsrp.u8(kHoldTime);
  hsrp.u8(kPriority);
  hsrp.u8(kGroup);
  hsrp.u8(kReserved);
  hsrp.padded(kPassword, kPasswordSize);
  hsrp.ipv4(kAddress);
  return hsrp.truncated() ? stop("the message is incomplete") : done();
}

void read_group_state(Layer& hsrp) {
  hsrp.u8(kVersion2);
  const unsigned operation = hsrp.u8(kOperation2);
  const unsigned state = hsrp.u8(kState2);
  if (!hsrp.truncated()) put_info(hsrp, kStates2, operation, state);
  const unsigned version = hsrp.u8(kIpVersion);
  hsrp.u16(kGroup2);
  hsrp.mac(kIdentifier);
  hsrp.u32(kPriority2);
  hsrp.u32(kHelloTime2);
  hsrp.u32(kHoldTime2);
  version == 6 ? hsrp.ipv6(kAddress6) : hsrp.ipv4(kAddress2);
}

void read_interface_state(Layer& hsrp) {
  const unsigned active = hsrp.u16(kActive2);
  const unsigned passive = hsrp.u16(kPassive2);
  if (std::string* info = hsrp.info()) {
    *info = format_text("Interface State TLV (Act=%u Pass=%u)", active, passive);
  }
}

void read_md5(Layer& hsrp) {
  hsrp.u8(kAlgorithm);
  hsrp.u8(kMd5Padding);
  hsrp.u16(kMd5Flags);
  hsrp.ipv4(kMd5Address);
  hsrp.u32(kMd5Key);
  hsrp.remaining(kMd5Digest);
}

struct Tlv {
  std::uint8_t type;
  const Field* field;
  void (*read)(Layer& hsrp);
};
constexpr Tlv kTlvs[] = {
    {1, &kGroupState, read_group_state},
    {2, &kInterfaceState, read_interface_state},
    {3, &kTextAuthentication, [](Layer& hsrp) { hsrp.padded(kPassword2, hsrp.left().size()); }},
    {4, &kMd5Authentication, read_md5}};

// One of them; false when none can follow. What it has more than is known is bytes.
bool read_tlv(Layer& hsrp) {
  const std::uint8_t type = hsrp.peek();
  const auto* const known = std::find_if(std::begin(kTlvs), std::end(kTlvs),
                                         [&](const Tlv& tlv) { return tlv.type == type; });
  const bool is_known = known != std::end(kTlvs);
  hsrp.u8(is_known ? *known->field : kUnknownTlv);
  const std::uint8_t length = hsrp.u8(kTlvLength);
  if (length > hsrp.left().size()) {
    hsrp.skip(length);
    return false;
  }
  Layer::Limit value(hsrp, length);
  if (is_known) known->read(hsrp);
  const bool read = !hsrp.truncated();
  if (read && !hsrp.left().empty()) hsrp.remaining(kRest);
  if (!read) hsrp.malformed("the length is less than the fields");
  return true;
}

// The groups that routers of version 1 and 2 send to; with IPv6 the port is enough.
bool is_sent_to(const Layer& hsrp, std::uint8_t last) {
  constexpr std::uint8_t kBegin[] = {224, 0, 0};
  const Address& address = hsrp.destination();
  return address.kind == Address::Kind::kIpv4 && address.bytes[3] == last &&
         std::equal(std::begin(kBegin), std::end(kBegin), address.bytes.begin());
}

// Version 2 has parts with a length.
Outcome dissect(Layer& hsrp) {
  if (is_sent_to(hsrp, 2)) return dissect_version1(hsrp);
  const bool ipv6 = hsrp.destination().kind == Address::Kind::kIpv6;
  if (!ipv6 && !is_sent_to(hsrp, 102)) return not_mine();
  hsrp.column("HSRPv2");
  while (!hsrp.left().empty() && read_tlv(hsrp)) {
  }
  return hsrp.truncated() ? stop("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kVersion,
                                 kOperation,
                                 kState,
                                 kHelloTime,
                                 kHoldTime,
                                 kPriority,
                                 kGroup,
                                 kReserved,
                                 kPassword,
                                 kAddress,
                                 kAdvertisement,
                                 kAdvertisementLength,
                                 kAdvertisedState,
                                 kAdvertisementReserved,
                                 kActive,
                                 kPassive,
                                 kAdvertisementEnd,
                                 kGroupState,
                                 kInterfaceState,
                                 kTextAuthentication,
                                 kMd5Authentication,
                                 kUnknownTlv,
                                 kTlvLength,
                                 kVersion2,
                                 kOperation2,
                                 kState2,
                                 kIpVersion,
                                 kGroup2,
                                 kIdentifier,
                                 kPriority2,
                                 kHelloTime2,
                                 kHoldTime2,
                                 kAddress2,
                                 kAddress6,
                                 kActive2,
                                 kPassive2,
                                 kPassword2,
                                 kAlgorithm,
                                 kMd5Padding,
                                 kMd5Flags,
                                 kMd5Address,
                                 kMd5Key,
                                 kMd5Digest,
                                 kRest};

}  // namespace

extern const Dissector kHsrp{{"hsrp", "Cisco Hot Standby Router Protocol", Shape::kLayer},
                             "HSRP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
