// --add-vxlan, --add-gre: packets in packets of IP.
#include <algorithm>

#include "base/appender.h"
#include "base/crc32c.h"
#include "base/internet_checksum.h"
#include "edit/edits.h"
#include "edit/rewrite/encapsulating.h"
#include "edit/rewrite/ethertype_place.h"
#include "edit/rewrite/value_parts.h"

namespace packetglass {
namespace {

constexpr std::size_t kIpv4Size = 20, kIpv6Size = 40, kUdpSize = 8, kVxlanSize = 8, kGreSize = 4;
constexpr std::size_t kAddressesSize = 12, kTypeSize = 2, kEthernetSize = 14, kMostOfIp = 65535;
constexpr std::uint8_t kUdp = 17, kGre = 47, kHops = 64;

// The ends of a tunnel, both of one version of IP.
struct Ends {
  Address source, destination;

  bool over_ipv6() const { return source.kind == Address::Kind::kIpv6; }
  std::uint16_t type() const { return over_ipv6() ? kIpv6Type : kIpv4Type; }
  std::size_t header_size() const { return over_ipv6() ? kIpv6Size : kIpv4Size; }
  // Whether IP can say this length of what it carries.
  bool fits(std::size_t payload) const {
    return payload + (over_ipv6() ? 0 : kIpv4Size) <= kMostOfIp;
  }
};

void append_ipv4(Appender& out, const Ends& ends, std::uint8_t protocol, std::size_t payload) {
  constexpr std::uint16_t kDontFragment = 0x4000;
  std::vector<std::uint8_t> header;
  Appender ip(header, ByteOrder::kBig);
  ip.u8(0x45);
  ip.u8(0);
  ip.u16(static_cast<std::uint16_t>(kIpv4Size + payload));
  ip.u16(0);
  ip.u16(kDontFragment);
  ip.u8(kHops);
  ip.u8(protocol);
  ip.u16(0);
  ip.bytes(bytes_of(ends.source));
  ip.bytes(bytes_of(ends.destination));
  constexpr std::size_t kChecksumAt = 10;
  store(header.data() + kChecksumAt, internet_checksum(header), ByteOrder::kBig);
  out.bytes(header);
}

void append_ip(Appender& out, const Ends& ends, std::uint8_t protocol, std::size_t payload) {
  if (!ends.over_ipv6()) return append_ipv4(out, ends, protocol, payload);
  constexpr std::uint32_t kVersion6 = 0x60000000;
  out.u32(kVersion6);
  out.u16(static_cast<std::uint16_t>(payload));
  out.u8(protocol);
  out.u8(kHops);
  out.bytes(bytes_of(ends.source));
  out.bytes(bytes_of(ends.destination));
}

class AddVxlan final : public Encapsulating {
 public:
  AddVxlan(std::uint32_t vni, const Ends& ends)
      : Encapsulating(static_cast<std::uint32_t>(kEthernetSize + ends.header_size() + kUdpSize +
                                                 kVxlanSize)),
        vni_(vni),
        ends_(ends) {}

 protected:
  // The addresses of the inner Ethernet are those of the outer one too.
  bool put(PacketDraft& draft, std::vector<std::uint8_t>& out) override {
    const Bytes packet = draft.bytes;
    const std::size_t length = length_on_wire(draft), udp = kUdpSize + kVxlanSize + length;
    const bool is_ethernet = draft.interface->link_type == kLinkTypeEthernet;
    if (!is_ethernet || packet.size() < kEthernetSize || !ends_.fits(udp)) return false;
    Appender appender(out, ByteOrder::kBig);
    appender.bytes(packet.first(kAddressesSize));
    appender.u16(ends_.type());
    append_ip(appender, ends_, kUdp, udp);
    const std::size_t begin = out.size();
    append_udp(appender, packet, udp);
    appender.bytes(packet);
    if (ends_.over_ipv6() && packet.size() == length) put_checksum(out, begin, udp);
    draft.original_length = static_cast<std::uint32_t>(length + out.size() - packet.size());
    return true;
  }

 private:
  // The source port says which flow it is, so that routers may tell flows apart (RFC 7348); the
  // checksum is left out.
  void append_udp(Appender& out, Bytes packet, std::size_t length) const {
    constexpr std::uint16_t kPort = 4789, kFirstDynamic = 49152, kDynamic = 16384;
    constexpr std::uint32_t kHasVni = 0x08000000;
    constexpr std::size_t kHashed = 38;  // Ethernet, IPv4, and the ports behind them
    const std::uint32_t hash = crc32c(packet.first(std::min(kHashed, packet.size())));
    out.u16(static_cast<std::uint16_t>(kFirstDynamic + hash % kDynamic));
    out.u16(kPort);
    out.u16(static_cast<std::uint16_t>(length));
    out.u16(0);
    out.u32(kHasVni);
    out.u32(vni_ << 8);
  }

  // IPv6 asks for one; of a packet that was truncated it cannot be known (RFC 6935 lets tunnels
  // leave it out).
  void put_checksum(std::vector<std::uint8_t>& out, std::size_t begin, std::size_t length) const {
    constexpr std::size_t kChecksumAt = 6;
    InternetSum sum = pseudo_header_v6(bytes_of(ends_.source), bytes_of(ends_.destination), kUdp,
                                       static_cast<std::uint32_t>(length));
    sum.add(Bytes(out).subspan(begin));
    store(out.data() + begin + kChecksumAt, udp_checksum(sum.checksum()), ByteOrder::kBig);
  }

  const std::uint32_t vni_;
  const Ends ends_;
};

// The packet of IP behind a link header, without the padding behind it.
struct Carried {
  std::size_t begin = 0;
  std::uint16_t type = 0;
  std::size_t length = 0;  // on the wire
};

std::optional<Carried> carried_by(const PacketDraft& draft) {
  const Bytes packet = draft.bytes;
  const auto at = type_behind_tags(packet);
  if (draft.interface->link_type != kLinkTypeEthernet || !at) return std::nullopt;
  Carried carried{*at + kTypeSize, load<std::uint16_t>(packet.data() + *at, ByteOrder::kBig), 0};
  const std::size_t left = length_on_wire(draft) - carried.begin;
  const Bytes ip = packet.subspan(carried.begin);
  const bool is_ipv4 = carried.type == kIpv4Type, is_ipv6 = carried.type == kIpv6Type;
  if ((!is_ipv4 && !is_ipv6) || ip.size() < (is_ipv4 ? kIpv4Size : kIpv6Size)) {
    return std::nullopt;
  }
  const std::size_t said = is_ipv4
                               ? load<std::uint16_t>(ip.data() + 2, ByteOrder::kBig)
                               : kIpv6Size + load<std::uint16_t>(ip.data() + 4, ByteOrder::kBig);
  const bool says = said > (is_ipv4 ? kIpv4Size - 1 : kIpv6Size);
  carried.length = says ? std::min(said, left) : left;
  return carried;
}

class AddGre final : public Encapsulating {
 public:
  explicit AddGre(const Ends& ends)
      : Encapsulating(static_cast<std::uint32_t>(ends.header_size() + kGreSize)), ends_(ends) {}

 protected:
  bool put(PacketDraft& draft, std::vector<std::uint8_t>& out) override {
    const auto carried = carried_by(draft);
    if (!carried || !ends_.fits(kGreSize + carried->length)) return false;
    const Bytes packet = draft.bytes;
    const Bytes inner = packet.subspan(carried->begin);
    Appender appender(out, ByteOrder::kBig);
    appender.bytes(packet.first(carried->begin - kTypeSize));
    appender.u16(ends_.type());
    append_ip(appender, ends_, kGre, kGreSize + carried->length);
    appender.u16(0);
    appender.u16(carried->type);
    draft.original_length = static_cast<std::uint32_t>(out.size() + carried->length);
    appender.bytes(inner.first(std::min(inner.size(), carried->length)));
    return true;
  }

 private:
  const Ends ends_;
};

std::optional<Ends> read_ends(ValueParts& parts) {
  const auto source = parts.ip_address(), destination = parts.ip_address();
  if (!source || !destination || source->kind != destination->kind) return std::nullopt;
  return Ends{*source, *destination};
}

MadeEdit make_vxlan(std::string_view value) {
  ValueParts parts(value);
  const auto vni = parts.number(0, 0xffffff);
  const auto ends = read_ends(parts);
  if (!vni || !ends || !parts.done()) {
    return {nullptr,
            "is no network identifier from 0 to 16777215 with two addresses of IPv4 or of IPv6: "
            "42,192.0.2.1,192.0.2.2"};
  }
  return {std::make_unique<AddVxlan>(static_cast<std::uint32_t>(*vni), *ends), {}};
}

MadeEdit make_gre(std::string_view value) {
  ValueParts parts(value);
  const auto ends = read_ends(parts);
  if (!ends || !parts.done()) {
    return {nullptr, "is no pair of addresses of IPv4 or of IPv6: 192.0.2.1,192.0.2.2"};
  }
  return {std::make_unique<AddGre>(*ends), {}};
}

}  // namespace

extern const EditKind kAddVxlan, kAddGre;
const EditKind kAddVxlan{"add-vxlan", EditValue::kText, "VNI,SRC,DST",
                         "Put each packet of Ethernet into one of VXLAN between two addresses",
                         make_vxlan};
const EditKind kAddGre{"add-gre", EditValue::kText, "SRC,DST",
                       "Put each packet of IP in Ethernet into one of GRE between two addresses",
                       make_gre};

}  // namespace packetglass
