// Address Resolution Protocol: RFC 826; RARP RFC 903.
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
constexpr Name kOperationNames[] = {{1, "request"},         {2, "reply"},
                                    {3, "reverse request"}, {4, "reverse reply"},
                                    {8, "inverse request"}, {9, "inverse reply"}};

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

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x0806}, {Space::kEtherType, 0x8035}};

constexpr std::uint16_t kIpv4Type = 0x0800;

struct Sides {
  Bytes sender_hardware, target_hardware;
  Address sender_ip, target_ip;
};

std::string hardware_text(Bytes address) {
  return address.size() == 6 ? mac_text(address.data()) : hex_text(address);
}

std::string info_of(unsigned operation, const Sides& sides) {
  const std::string sender = to_text(sides.sender_ip), target = to_text(sides.target_ip);
  const std::string mac = hardware_text(sides.sender_hardware);
  switch (operation) {
    case 1:
      if (sides.sender_ip == sides.target_ip) return "ARP Announcement for " + sender;
      if (sides.sender_ip ==
          Address::load(Address::Kind::kIpv4, std::array<std::uint8_t, 4>{}.data())) {
        return "Who has " + target + "? (ARP Probe)";
      }
      return "Who has " + target + "? Tell " + sender;
    case 2:
      if (sides.sender_ip == sides.target_ip) return "Gratuitous ARP for " + sender + " (Reply)";
      return sender + " is at " + mac;
    case 3:
      return "Who is " + hardware_text(sides.target_hardware) + "? Tell " + mac;
    case 4:
      return hardware_text(sides.target_hardware) + " is at " + target;
    default:
      return format_text("Unknown ARP opcode 0x%04x", operation);
  }
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
  arp.u16(kHardwareType);
  const std::uint16_t protocol = arp.u16(kProtocolType);
  const std::uint8_t hardware_size = arp.u8(kHardwareSize);
  const std::uint8_t protocol_size = arp.u8(kProtocolSize);
  const std::uint16_t operation = arp.u16(kOperation);
  if (arp.truncated()) return stop("the header is incomplete");
  if (operation == 3 || operation == 4) arp.column("RARP");
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
  if (arp.recording()) {
    arp.title(" (" + std::string(name_of(kOperationNames, operation)) + ")");
  }
  arp.trailing({});
  return done();
}

constexpr FieldSpan kFields[] = {kHardwareType,  kProtocolType,   kHardwareSize,   kProtocolSize,
                                 kOperation,     kSenderMac,      kSenderIp,       kTargetMac,
                                 kTargetIp,      kSenderHardware, kSenderProtocol, kTargetHardware,
                                 kTargetProtocol};

}  // namespace

extern const Dissector kArp{
    {"arp", "Address Resolution Protocol", Shape::kLayer}, "ARP", kFoundAt, kFields, dissect};

}  // namespace packetglass
