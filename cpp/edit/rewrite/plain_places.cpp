// The places of plain packets.
#include "edit/rewrite/plain_places.h"

#include <algorithm>

#include "dissect/dissectors.h"

namespace packetglass {
namespace {

constexpr std::size_t kMacSize = 6, kTypeAt = 12, kTagSize = 4, kMostTags = 4;
constexpr std::size_t kIpv4Size = 20, kIpv6Size = 40, kTcpSize = 20, kUdpSize = 8, kEchoSize = 8;
constexpr std::uint16_t kTag = 0x8100, kIpv4 = 0x0800, kIpv6 = 0x86dd;
constexpr std::uint8_t kIcmp = 1, kTcp = 6, kUdp = 17, kIcmpv6 = 58;

std::uint16_t u16(Bytes packet, std::size_t at) {
  return load<std::uint16_t>(packet.data() + at, ByteOrder::kBig);
}

// What IP carries: from `begin` to `end` of the packet as it was on the wire.
struct Carried {
  std::uint8_t protocol = 0;
  std::size_t begin = 0, end = 0;
  Checksum checksum{};  // with the addresses of the pseudo header
};

class PlainPlaces {
 public:
  PlainPlaces(Bytes packet, std::size_t length, std::vector<Place>& places,
              std::vector<Checksum>& checksums)
      : packet_(packet),
        length_(std::max(length, packet.size())),
        places_(places),
        checksums_(checksums) {}

  bool find() {
    if (packet_.size() < kTypeAt + 2) return false;
    add(0, PlaceKind::kMac, Side::kDestination);
    add(kMacSize, PlaceKind::kMac, Side::kSource);
    std::size_t at = kTypeAt;
    std::uint16_t type = u16(packet_, at);
    for (std::size_t tags = 0; type == kTag; ++tags) {
      if (tags == kMostTags || packet_.size() < at + kTagSize + 2) return false;
      add(at + 2, PlaceKind::kVlan, Side::kNone);
      at += kTagSize;
      type = u16(packet_, at);
    }
    Carried carried;
    const bool is_ip = type == kIpv4   ? read_ipv4(at + 2, carried)
                       : type == kIpv6 ? read_ipv6(at + 2, carried)
                                       : false;
    return is_ip && read_transport(carried);
  }

 private:
  void add(std::size_t at, PlaceKind kind, Side side) {
    places_.push_back({static_cast<std::uint32_t>(at), kind, side});
  }
  void add_both(std::size_t at, PlaceKind kind) {
    add(at, kind, Side::kSource);
    add(at + size_of(kind), kind, Side::kDestination);
  }
  bool has(std::size_t at, std::size_t size) const {
    return at <= packet_.size() && size <= packet_.size() - at;
  }

  bool read_ipv4(std::size_t at, Carried& carried) {
    if (!has(at, kIpv4Size) || packet_[at] != 0x45) return false;
    const std::size_t total = u16(packet_, at + 2);
    const bool is_fragment = (u16(packet_, at + 6) & 0x3fff) != 0;
    if (is_fragment || total < kIpv4Size || at + total > length_) return false;
    add_both(at + 12, PlaceKind::kIpv4);
    Checksum checksum;
    checksum.begin = static_cast<std::uint32_t>(at);
    checksum.offset = checksum.begin + 10;
    checksum.end = checksum.begin + kIpv4Size;
    checksums_.push_back(checksum);
    carried.protocol = packet_[at + 9];
    carried.begin = at + kIpv4Size;
    carried.end = at + total;
    set_addresses(carried.checksum, at + 12, 4);
    return true;
  }

  bool read_ipv6(std::size_t at, Carried& carried) {
    if (!has(at, kIpv6Size) || packet_[at] >> 4 != 6) return false;
    const std::size_t payload = u16(packet_, at + 4);
    if (payload == 0 || at + kIpv6Size + payload > length_) return false;
    add_both(at + 8, PlaceKind::kIpv6);
    carried.protocol = packet_[at + 6];
    carried.begin = at + kIpv6Size;
    carried.end = carried.begin + payload;
    set_addresses(carried.checksum, at + 8, 16);
    return true;
  }

  static void set_addresses(Checksum& checksum, std::size_t at, std::uint8_t size) {
    checksum.source = static_cast<std::uint32_t>(at);
    checksum.destination = static_cast<std::uint32_t>(at + size);
    checksum.address_size = size;
  }

  bool read_transport(Carried& carried) {
    const std::size_t at = carried.begin, there = std::min(carried.end, packet_.size());
    if (there < at) return false;
    const std::size_t size = there - at;
    const bool over_ipv6 = carried.checksum.address_size == 16;
    carried.checksum.protocol = carried.protocol;
    if (carried.protocol == kTcp && size >= kTcpSize) {
      add_both(at, PlaceKind::kPort);
      return cover(carried, 16);
    }
    if (carried.protocol == kUdp && size >= kUdpSize) return read_udp(carried);
    const std::uint8_t echo = over_ipv6 ? 128 : 8, reply = over_ipv6 ? 129 : 0;
    if (carried.protocol != (over_ipv6 ? kIcmpv6 : kIcmp) || size < kEchoSize) return false;
    if (packet_[at] != echo && packet_[at] != reply) return false;
    if (!over_ipv6) {
      carried.checksum.address_size = carried.checksum.protocol = 0;
      carried.checksum.source = carried.checksum.destination = 0;
    }
    return cover(carried, 2);
  }

  // Tunnels are for the dissectors.
  bool read_udp(Carried& carried) {
    const std::size_t at = carried.begin, length = u16(packet_, at + 4);
    if (length < kUdpSize || at + length > carried.end) return false;
    if (is_tunnel_at({Space::kUdpPort, u16(packet_, at)})) return false;
    if (is_tunnel_at({Space::kUdpPort, u16(packet_, at + 2)})) return false;
    add_both(at, PlaceKind::kPort);
    carried.end = at + length;
    carried.checksum.kind = ChecksumKind::kUdp;
    return cover(carried, 6);
  }

  bool cover(const Carried& carried, std::size_t checksum_at) {
    Checksum checksum = carried.checksum;
    const std::size_t there = std::min(carried.end, packet_.size());
    checksum.begin = static_cast<std::uint32_t>(carried.begin);
    checksum.offset = static_cast<std::uint32_t>(carried.begin + checksum_at);
    checksum.end = static_cast<std::uint32_t>(there);
    checksum.missing = static_cast<std::uint32_t>(carried.end - there);
    checksums_.push_back(checksum);
    return true;
  }

  const Bytes packet_;
  const std::size_t length_;
  std::vector<Place>& places_;
  std::vector<Checksum>& checksums_;
};

}  // namespace

bool find_plain_places(Bytes packet, std::size_t original_length, std::vector<Place>& places,
                       std::vector<Checksum>& checksums) {
  return PlainPlaces(packet, original_length, places, checksums).find();
}

}  // namespace packetglass
