// Address Resolution Protocol: RFC 826; RARP RFC 903, InARP RFC 2390, probes and announcements
// RFC 5227.
#include <algorithm>

#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kHardwareNames[] = {{1, "Ethernet"},
                                   {6, "IEEE 802"},
                                   {15, "Frame Relay DLCI"},
                                   {24, "IEEE 1394"},
                                   {32, "InfiniBand"}};
constexpr Name kOperationNames[] = {{1, "request"},
                                    {2, "reply"},
                                    {3, "reverse request"},
                                    {4, "reverse reply"},
                                    {5, "drarp request"},
                                    {6, "drarp reply"},
                                    {7, "drarp error"},
                                    {8, "inverse request"},
                                    {9, "inverse reply"},
                                    {10, "arp nak"},
                                    {11, "mars request"},
                                    {12, "mars multi"},
                                    {13, "mars mserv"},
                                    {14, "mars join"},
                                    {15, "mars leave"},
                                    {16, "mars nak"},
                                    {17, "mars unserv"},
                                    {18, "mars sjoin"},
                                    {19, "mars sleave"},
                                    {20, "mars grouplist request"},
                                    {21, "mars grouplist reply"},
                                    {22, "mars redirect map"},
                                    {23, "mapos unarp"},
                                    {24, "experimental 1"},
                                    {25, "experimental 2"}};
// What the column Protocol says of operations that are not ARP's own.
constexpr Name kColumnNames[] = {{3, "RARP"},  {4, "RARP"},        {5, "DRARP"},      {6, "DRARP"},
                                 {7, "DRARP"}, {8, "Inverse ARP"}, {9, "Inverse ARP"}};

constexpr Field kHardwareType{"arp.hw.type", "Hardware type", Shape::kNumber16, 0, kHardwareNames};
constexpr Field kProtocolType{"arp.proto.type", "Protocol type", Shape::kHex16, 0,
                              kEtherTypeNames};
constexpr Field kHardwareSize{"arp.hw.size", "Hardware size", Shape::kNumber8};
constexpr Field kProtocolSize{"arp.proto.size", "Protocol size", Shape::kNumber8};
constexpr Field kOperation{"arp.opcode", "Opcode", Shape::kNumber16, 0, kOperationNames};
constexpr Field kSenderMac{"arp.src.hw_mac", "Sender MAC address", Shape::kMac};
constexpr Field kSenderIp{"arp.src.proto_ipv4", "Sender IP address", Shape::kIpv4};
constexpr Field kTargetMac{"arp.dst.hw_mac", "Target MAC address", Shape::kMac};
constexpr Field kTargetIp{"arp.dst.proto_ipv4", "Target IP address", Shape::kIpv4};
constexpr Field kSenderHardware{"arp.src.hw", "Sender hardware address", Shape::kBytes};
constexpr Field kSenderProtocol{"arp.src.proto", "Sender protocol address", Shape::kBytes};
constexpr Field kTargetHardware{"arp.dst.hw", "Target hardware address", Shape::kBytes};
constexpr Field kTargetProtocol{"arp.dst.proto", "Target protocol address", Shape::kBytes};

constexpr Field kGratuitous{"arp.isgratuitous", "Is gratuitous", Shape::kFlag};
constexpr Field kProbe{"arp.isprobe", "Is probe", Shape::kFlag};
constexpr Field kAnnouncement{"arp.isannouncement", "Is announcement", Shape::kFlag};
constexpr Field kEarlierUse{"arp.duplicate-address-frame",
                            "Frame showing earlier use of IP address", Shape::kFrameNumber};
constexpr Field kSinceThen{"arp.seconds-since-duplicate-address-frame",
                           "Seconds since earlier frame seen", Shape::kNumber32};
constexpr Expert kUsedTwice{
    {"arp.duplicate-address-detected", "Duplicate IP address configured", Shape::kExpert},
    ExpertSeverity::kWarning,
    ExpertGroup::kSequence};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x0806}, {Space::kEtherType, 0x8035}};

constexpr std::uint16_t kIpv4Type = 0x0800;

constexpr unsigned kRequest = 1, kReply = 2;

// Addresses as numbers, where those of the hardware have six bytes.
struct Sides {
  Bytes sender_hardware, target_hardware;
  Address sender_ip, target_ip;
};

std::string hardware_text(Bytes address) {
  return address.size() == 6 ? mac_text(address.data()) : hex_text(address);
}

bool is_all(Bytes address, std::uint8_t byte) {
  return std::all_of(address.begin(), address.end(), [&](std::uint8_t b) { return b == byte; });
}

// What a request or reply does that asks or answers nobody (RFC 5227, 1.1).
struct Kind {
  bool gratuitous, probe, announcement;
};

Kind kind_of(unsigned operation, const Sides& sides) {
  const bool same = sides.sender_ip == sides.target_ip;
  const bool asks = operation == kRequest && is_all(sides.target_hardware, 0);
  return {.gratuitous = same && (operation == kRequest || operation == kReply),
          .probe = asks && !same && is_all(bytes_of(sides.sender_ip), 0),
          .announcement = asks && same};
}

std::string info_of(unsigned operation, const Sides& sides) {
  const std::string sender = to_text(sides.sender_ip), target = to_text(sides.target_ip);
  const std::string mac = hardware_text(sides.sender_hardware);
  const std::string other = hardware_text(sides.target_hardware);
  const Kind kind = kind_of(operation, sides);
  switch (operation) {
    case 1:
      if (kind.announcement) return "ARP Announcement for " + sender;
      if (kind.gratuitous) return "Gratuitous ARP for " + sender + " (Request)";
      if (kind.probe) return "Who has " + target + "? (ARP Probe)";
      return "Who has " + target + "? Tell " + sender;
    case 2:
      if (kind.gratuitous) return "Gratuitous ARP for " + sender + " (Reply)";
      return sender + " is at " + mac;
    case 3:
    case 5:
    case 8:
      return "Who is " + other + "? Tell " + mac;
    case 4:
    case 6:
      return other + " is at " + target;
    case 7:
      return "DRARP Error";
    case 9:
      return mac + " is at " + sender;
    case 10:
      return "ARP NAK";
    case 23:
      return "MAPOS UNARP";
    case 24:
    case 25:
      return format_text("Experimental %u ( opcode %u )", operation - 23, operation);
    default:
      return format_text("Unknown ARP opcode 0x%04x", operation);
  }
}

std::string title_of(unsigned operation, const Kind& kind) {
  if (kind.announcement) return "ARP Announcement";
  if (kind.probe) return "ARP Probe";
  const std::string name(name_of(kOperationNames, operation));
  if (name.empty()) return format_text("opcode 0x%04x", operation);
  return kind.gratuitous ? name + "/gratuitous ARP" : name;
}

void report_use(Layer& arp, const Address& ip, const EarlierValue& earlier) {
  if (!arp.recording()) return;
  arp.expert_info(kUsedTwice, "Duplicate IP address configured (" + to_text(ip) + ")");
  arp.generated(kEarlierUse, earlier.packet);
  const Nanoseconds since = std::max<Nanoseconds>(arp.packet_time() - earlier.time, 0);
  arp.generated(kSinceThen, static_cast<std::uint64_t>(since / kNanosecondsPerSecond));
}

// Whether another had the address before. The first one that used it stays its owner.
bool is_used_twice(Layer& arp, const Address& ip, Bytes hardware) {
  if (is_all(bytes_of(ip), 0) || is_all(hardware, 0) || is_all(hardware, 0xff)) return false;
  const auto key = EarlierKey(Subject::kAddressOwner).with(bytes_of(ip));
  const std::uint64_t owner = mac_number(hardware.data());
  const auto earlier = arp.remembered(key);
  if (earlier && earlier->number != owner) {
    report_use(arp, ip, *earlier);
    return true;
  }
  arp.remember(key, owner);
  return false;
}

// Who uses an address says so as the sender; a reply says it of its target, too. Info has the one
// that was looked at last, as tshark has it.
void look_for_duplicates(Layer& arp, unsigned operation, const Sides& sides) {
  if (operation != kRequest && operation != kReply) return;
  if (sides.sender_hardware.size() != 6) return;
  const Address* last = &sides.sender_ip;
  bool twice = is_used_twice(arp, sides.sender_ip, sides.sender_hardware);
  const bool answers = operation == kReply && sides.sender_ip != sides.target_ip;
  const bool has_target = !is_all(bytes_of(sides.target_ip), 0) &&
                          !is_all(sides.target_hardware, 0) &&
                          !is_all(sides.target_hardware, 0xff);
  if (answers && has_target) {
    twice = is_used_twice(arp, sides.target_ip, sides.target_hardware);
    last = &sides.target_ip;
  }
  std::string* const info = arp.info();
  if (twice && info != nullptr) *info += " (duplicate use of " + to_text(*last) + " detected!)";
}

void put_kind(Layer& arp, unsigned operation, const Sides& sides) {
  if (!arp.recording()) return;
  const Kind kind = kind_of(operation, sides);
  if (kind.gratuitous) arp.generated(kGratuitous, 1);
  if (kind.probe) arp.generated(kProbe, 1);
  if (kind.announcement) arp.generated(kAnnouncement, 1);
  arp.title(" (" + title_of(operation, kind) + ")");
}

// Other protocols' addresses.
Outcome dissect_others(Layer& arp, std::size_t hardware_size, std::size_t protocol_size) {
  arp.bytes(kSenderHardware, hardware_size);
  arp.bytes(kSenderProtocol, protocol_size);
  arp.bytes(kTargetHardware, hardware_size);
  arp.bytes(kTargetProtocol, protocol_size);
  return arp.truncated() ? stop("the addresses are incomplete") : done();
}

Outcome dissect(Layer& arp) {
  if (std::string* info = arp.info()) info->clear();
  arp.u16(kHardwareType);
  const std::uint16_t protocol = arp.u16(kProtocolType);
  const std::uint8_t hardware_size = arp.u8(kHardwareSize);
  const std::uint8_t protocol_size = arp.u8(kProtocolSize);
  const std::uint16_t operation = arp.u16(kOperation);
  if (arp.truncated()) return stop("the header is incomplete");
  const std::string_view column = name_of(kColumnNames, operation);
  if (!column.empty()) arp.column(column.data());
  if (protocol_size != 4 || (protocol != kIpv4Type && hardware_size != 6)) {
    return dissect_others(arp, hardware_size, protocol_size);
  }
  const bool mac = hardware_size == 6;
  Sides sides;
  sides.sender_hardware = arp.bytes(mac ? kSenderMac : kSenderHardware, hardware_size);
  sides.sender_ip = arp.ipv4(kSenderIp);
  sides.target_hardware = arp.bytes(mac ? kTargetMac : kTargetHardware, hardware_size);
  sides.target_ip = arp.ipv4(kTargetIp);
  if (arp.truncated()) return stop("the addresses are incomplete");
  if (std::string* info = arp.info()) *info = info_of(operation, sides);
  put_kind(arp, operation, sides);
  look_for_duplicates(arp, operation, sides);
  arp.trailing({});
  return done();
}

constexpr FieldSpan kFields[] = {
    kHardwareType,   kProtocolType,   kHardwareSize,   kProtocolSize,   kOperation,
    kSenderMac,      kSenderIp,       kTargetMac,      kTargetIp,       kSenderHardware,
    kSenderProtocol, kTargetHardware, kTargetProtocol, kGratuitous,     kProbe,
    kAnnouncement,   kEarlierUse,     kSinceThen,      kUsedTwice.field};

}  // namespace

extern const Dissector kArp{
    {"arp", "Address Resolution Protocol", Shape::kLayer}, "ARP", kFoundAt, kFields, dissect};

}  // namespace packetglass
