// Linux cooked captures: LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2 of tcpdump.org.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0, "Unicast to us"},
                               {1, "Broadcast"},
                               {2, "Multicast"},
                               {3, "Unicast to another host"},
                               {4, "Sent by us"}};
constexpr Name kHardwareNames[] = {{1, "Ethernet"},
                                   {32, "InfiniBand"},
                                   {280, "Controller Area Network"},
                                   {512, "PPP"},
                                   {519, "Raw IP"},
                                   {768, "IPIP tunnel"},
                                   {769, "IP6IP6 tunnel"},
                                   {772, "Loopback"},
                                   {776, "sit0 device - IPv6-in-IPv4"},
                                   {778, "GRE over IP"},
                                   {801, "IEEE 802.11"},
                                   {803, "IEEE 802.11 + radiotap header"},
                                   {823, "GRE over IPv6"},
                                   {824, "Netlink"},
                                   {65534, "zero header length"},
                                   {65535, "Void type, nothing is known"}};
constexpr Name kLinuxNames[] = {{1, "Novell raw 802.3 frames with no 802.2 LLC header"},
                                {4, "802.2 LLC"},
                                {12, "CAN"},
                                {13, "CAN FD"}};

constexpr Field kType{"sll.pkttype", "Packet type", Shape::kNumber16, 0, kTypeNames};
constexpr Field kHardware{"sll.hatype", "Link-layer address type", Shape::kNumber16, 0,
                          kHardwareNames};
constexpr Field kAddressLength{"sll.halen", "Link-layer address length", Shape::kNumber16};
constexpr Field kSourceMac{"sll.src.eth", "Source", Shape::kMac};
constexpr Field kSourceIp{"sll.src.ipv4", "Source", Shape::kIpv4};
constexpr Field kSourceOther{"sll.src.other", "Source", Shape::kBytes};
constexpr Field kUnused{"sll.unused", "Unused", Shape::kBytes};
constexpr Field kReserved{"sll.reserved", "Reserved", Shape::kBytes};
constexpr Field kEtherType{"sll.etype", "Protocol", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kLinuxType{"sll.ltype", "Protocol", Shape::kHex16, 0, kLinuxNames};
constexpr Field kGreType{"sll.gretype", "Protocol", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kInterface{"sll.ifindex", "Interface index", Shape::kNumber32};

constexpr Route kVersion1At[] = {{Space::kLinkType, 113}};
constexpr Route kVersion2At[] = {{Space::kLinkType, 276}};

constexpr std::size_t kAddressRoom = 8;
constexpr std::uint16_t kSmallestType = 1536, kGre = 778, kGre6 = 823, kNetlink = 824;

// Longer addresses are truncated to the room there is for them.
void read_address(Layer& sll, std::size_t length) {
  const std::size_t size = std::min(length, kAddressRoom);
  if (size == 6) {
    sll.addresses(sll.mac(kSourceMac), {});
  } else if (size == 4) {
    sll.addresses(sll.ipv4(kSourceIp), {});
  } else if (size != 0) {
    sll.bytes(kSourceOther, size);
  }
  if (size < kAddressRoom) sll.bytes(kUnused, kAddressRoom - size);
}

// The field that the protocol stands in: EtherTypes, Linux's own numbers below them, and GRE's.
const Field& protocol_field(std::uint16_t hardware, std::uint16_t protocol) {
  if (hardware == kGre || hardware == kGre6) return kGreType;
  return protocol < kSmallestType ? kLinuxType : kEtherType;
}

void put_info(Layer& sll, unsigned type) {
  std::string* info = sll.info();
  if (info != nullptr) *info = name_of(kTypeNames, type);
}

// LLC is at EtherType 4, which is Linux's number for it; so are those of CAN.
Route route_of(std::uint16_t hardware, std::uint16_t protocol) {
  constexpr std::uint16_t kFrameRelay = 770, kRadiotap = 803;
  constexpr std::uint16_t kWholePacket = 3, kPpp = 7;
  if (hardware == kFrameRelay) return {Space::kLinkType, 107};
  if (hardware == kRadiotap) return {Space::kLinkType, 127};
  if (protocol == kWholePacket) return {Space::kEtherType, 0x6558};
  if (protocol == kPpp) return {Space::kLinkType, 9};
  return {Space::kEtherType, protocol};
}

Outcome after_header(Layer& sll, std::uint16_t hardware, std::uint16_t protocol) {
  if (sll.truncated()) return stop("the header is incomplete");
  if (hardware == kNetlink) return done(sll.rest(), {});
  return done(sll.rest(), {route_of(hardware, protocol)});
}

Outcome dissect_version1(Layer& sll) {
  put_info(sll, sll.u16(kType));
  const std::uint16_t hardware = sll.u16(kHardware);
  const std::uint16_t length = sll.u16(kAddressLength);
  if (sll.truncated()) return stop("the header is incomplete");
  read_address(sll, length);
  const auto protocol = sll.peek16();
  sll.u16(protocol_field(hardware, protocol));
  return after_header(sll, hardware, protocol);
}

Outcome dissect_version2(Layer& sll) {
  const auto protocol = sll.peek16();
  const auto hardware = sll.peek16(8);
  sll.u16(protocol_field(hardware, protocol));
  sll.bytes(kReserved, 2);
  sll.u32(kInterface);
  sll.u16(kHardware);
  put_info(sll, sll.u8(kType));
  const std::uint8_t length = sll.u8(kAddressLength);
  if (sll.truncated()) return stop("the header is incomplete");
  read_address(sll, length);
  return after_header(sll, hardware, protocol);
}

constexpr FieldSpan kFields[] = {kType,      kHardware,    kAddressLength, kSourceMac,
                                 kSourceIp,  kSourceOther, kUnused,        kReserved,
                                 kEtherType, kLinuxType,   kGreType,       kInterface};

}  // namespace

extern const Dissector kLinuxCooked1{{"sll", "Linux cooked capture v1", Shape::kLayer},
                                     "SLL",
                                     kVersion1At,
                                     kFields,
                                     dissect_version1};
extern const Dissector kLinuxCooked2{{"sll", "Linux cooked capture v2", Shape::kLayer},
                                     "SLL",
                                     kVersion2At,
                                     kFields,
                                     dissect_version2};

}  // namespace packetglass
