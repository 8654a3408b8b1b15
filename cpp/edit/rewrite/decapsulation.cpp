// Takes encapsulations off a packet.
#include "edit/rewrite/decapsulation.h"

#include <algorithm>

#include "edit/rewrite/ethertype_place.h"

namespace packetglass {
namespace {

constexpr std::string_view kVlan[] = {"vlan", "ieee8021ad"}, kMpls[] = {"mpls"};
constexpr std::string_view kPppoe[] = {"pppoes"}, kVxlan[] = {"vxlan"}, kGre[] = {"gre"};
constexpr std::string_view kGeneve[] = {"geneve"}, kGtp[] = {"gtp"}, kEtherIp[] = {"etherip"};
constexpr std::string_view kL2tp[] = {"l2tp"}, kTeredo[] = {"teredo"}, kIp[] = {"ip", "ipv6"};

// THE TABLE.
constexpr Encapsulation kEncapsulations[] = {
    {"vlan", kVlan, Encapsulated::kTag},       {"mpls", kMpls, Encapsulated::kLabels},
    {"pppoe", kPppoe, Encapsulated::kSession}, {"vxlan", kVxlan, Encapsulated::kTunnel},
    {"gre", kGre, Encapsulated::kTunnel},      {"geneve", kGeneve, Encapsulated::kTunnel},
    {"gtp", kGtp, Encapsulated::kTunnel},      {"etherip", kEtherIp, Encapsulated::kTunnel},
    {"l2tp", kL2tp, Encapsulated::kTunnel},    {"teredo", kTeredo, Encapsulated::kTunnel},
    {"ipip", kIp, Encapsulated::kTunnel},
};

// Headers that may stand between a tunnel's and the packet in it.
constexpr std::string_view kBetween[] = {"erspan", "ppp", "pwethcw", "nsh", "l2tp"};
constexpr std::size_t kLabelSize = 4, kTagSize = 4, kTypeSize = 2, kPppoeSize = 6;
constexpr std::uint16_t kSessionType = 0x8864;
constexpr std::uint8_t kBottomOfStack = 1;

bool is_ip(const HeaderAt& header) {
  return header.layer->name == "ip" || header.layer->name == "ipv6";
}

bool is_one_of(std::span<const std::string_view> names, const HeaderAt& header) {
  const std::string_view name = header.layer->name;
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Strip {
 public:
  Strip(const Encapsulation& kind, const PacketPlaces& places, Bytes packet, LinkType link_type,
        std::uint32_t original_length, Decapsulation& result)
      : kind_(kind),
        headers_(places.headers()),
        packet_(packet),
        link_type_(link_type),
        length_(original_length),
        result_(result) {
    const auto first = std::find_if(headers_.begin(), headers_.end(), is_ip);
    network_ = static_cast<std::size_t>(first - headers_.begin());
  }

  Stripped run() {
    const std::size_t at = find();
    if (at == headers_.size()) return Stripped::kNotThere;
    const bool done = !headers_[at].fragment && take_off(at);
    return done ? Stripped::kDone : Stripped::kLeft;
  }

 private:
  // The outermost one.
  std::size_t find() const {
    const bool tunnel = kind_.how == Encapsulated::kTunnel;
    const std::size_t end = tunnel ? headers_.size() : std::min(network_, headers_.size());
    for (std::size_t i = 0; i < end && !headers_[i].quoted; ++i) {
      if (!is_one_of(kind_.layers, headers_[i])) continue;
      if (kind_.layers.data() != kIp || is_followed_by_ip(i)) return i;
    }
    return headers_.size();
  }

  // Right behind it, or behind extension headers of IPv6.
  bool is_followed_by_ip(std::size_t i) const {
    do {
      ++i;
    } while (i < headers_.size() &&
             std::string_view(headers_[i].layer->name).starts_with("ipv6."));
    return i < headers_.size() && !headers_[i].quoted && is_ip(headers_[i]);
  }

  bool take_off(std::size_t at) {
    switch (kind_.how) {
      case Encapsulated::kTag:
        return take_tag(at);
      case Encapsulated::kLabels:
        return take_labels(at);
      case Encapsulated::kSession:
        return take_session(at);
      case Encapsulated::kTunnel:
        return take_tunnel(at);
    }
    return false;
  }

  std::uint16_t u16(std::size_t at) const {
    return load<std::uint16_t>(packet_.data() + at, ByteOrder::kBig);
  }
  bool has(std::size_t at, std::size_t size) const {
    return at <= packet_.size() && size <= packet_.size() - at;
  }

  bool take_tag(std::size_t at) {
    const std::size_t begin = headers_[at].begin;
    if (begin < kTypeSize || !has(begin, kTagSize) || !is_tag_type(u16(begin - kTypeSize))) {
      return false;
    }
    return remove(begin - kTypeSize, begin + kTypeSize);
  }

  bool take_labels(std::size_t at) {
    std::size_t end = headers_[at].begin;
    do {
      if (!has(end, kLabelSize)) return false;
      end += kLabelSize;
    } while ((packet_[end - 2] & kBottomOfStack) == 0);
    std::size_t next = at + 1;
    if (next < headers_.size() && headers_[next].layer->name == "pwethcw") ++next;
    if (next >= headers_.size()) return false;
    if (headers_[next].layer->name == "eth") return become(next, headers_[at].end);
    const std::size_t begin = headers_[at].begin;
    if (!is_ip(headers_[next]) || headers_[next].begin != end || begin < kTypeSize) return false;
    const std::uint16_t type = u16(begin - kTypeSize);
    if (type != kMplsType && type != kMplsMulticastType) return false;
    return remove(begin, end) && put_type(begin - kTypeSize, headers_[next]);
  }

  bool take_session(std::size_t at) {
    const std::size_t begin = headers_[at].begin, next = at + 2;
    if (next >= headers_.size() || !is_ip(headers_[next]) || begin < kTypeSize) return false;
    if (headers_[next].begin > begin + kPppoeSize + kTypeSize) return false;
    if (u16(begin - kTypeSize) != kSessionType) return false;
    return remove(begin, headers_[next].begin) && put_type(begin - kTypeSize, headers_[next]);
  }

  bool take_tunnel(std::size_t at) {
    std::size_t inner = at + 1;
    const auto between = [&](const HeaderAt& header) {
      return is_one_of(kBetween, header) ||
             std::string_view(header.layer->name).starts_with("ipv6.");
    };
    while (inner < headers_.size() && between(headers_[inner])) ++inner;
    if (inner >= headers_.size() || headers_[inner].quoted) return false;
    if (headers_[inner].layer->name == "eth") return become(inner, headers_[at].end);
    return is_ip(headers_[inner]) && network_ < inner && replace_network(inner, headers_[at].end);
  }

  // A packet of Ethernet in it becomes the packet.
  bool become(std::size_t inner, std::uint64_t end) {
    const std::size_t begin = headers_[inner].begin;
    if (link_type_ != kLinkTypeEthernet || end <= begin) return false;
    const Bytes bytes = packet_.subspan(begin).first(captured(begin, end));
    result_.bytes.assign(bytes.begin(), bytes.end());
    result_.original_length = static_cast<std::uint32_t>(end - begin);
    return true;
  }

  // The IP packet in it comes to where the outer one begins.
  bool replace_network(std::size_t inner, std::uint64_t end) {
    const HeaderAt& outer = headers_[network_];
    const std::size_t begin = headers_[inner].begin;
    const bool same = outer.layer->name == std::string_view(headers_[inner].layer->name);
    const auto type = place_of_type(packet_, outer.begin, link_type_);
    if (end <= begin || has_length(outer.begin) || (!same && !type)) return false;
    const Bytes link = packet_.first(outer.begin);
    const Bytes bytes = packet_.subspan(begin).first(captured(begin, end));
    result_.bytes.assign(link.begin(), link.end());
    result_.bytes.insert(result_.bytes.end(), bytes.begin(), bytes.end());
    result_.original_length = static_cast<std::uint32_t>(link.size() + (end - begin));
    return same || type->size == 0 || put_type(type->offset, headers_[inner]);
  }

  std::size_t captured(std::size_t begin, std::uint64_t end) const {
    return static_cast<std::size_t>(std::min<std::uint64_t>(end, packet_.size()) - begin);
  }

  // Whether a length of IEEE 802.3 stands before it.
  bool has_length(std::size_t end) const {
    return std::any_of(headers_.begin(), headers_.end(), [&](const HeaderAt& header) {
      constexpr std::size_t kTypeAt = 12;
      return header.begin < end && header.layer->name == "eth" &&
             has(header.begin + kTypeAt, kTypeSize) && u16(header.begin + kTypeAt) < 0x0600;
    });
  }

  bool remove(std::size_t begin, std::size_t end) {
    if (has_length(begin)) return false;
    const Bytes first = packet_.first(begin), rest = packet_.subspan(end);
    result_.bytes.assign(first.begin(), first.end());
    result_.bytes.insert(result_.bytes.end(), rest.begin(), rest.end());
    const std::size_t on_wire = std::max<std::size_t>(length_, packet_.size());
    result_.original_length = static_cast<std::uint32_t>(on_wire - (end - begin));
    return true;
  }

  bool put_type(std::size_t at, const HeaderAt& ip) {
    const std::uint16_t type = ip.layer->name == "ip" ? kIpv4Type : kIpv6Type;
    store(result_.bytes.data() + at, type, ByteOrder::kBig);
    return true;
  }

  const Encapsulation& kind_;
  const std::span<const HeaderAt> headers_;
  const Bytes packet_;
  const LinkType link_type_;
  const std::uint32_t length_;
  Decapsulation& result_;
  std::size_t network_ = 0;  // the outermost header of IP
};

}  // namespace

std::span<const Encapsulation> encapsulations() {
  return kEncapsulations;
}

const Encapsulation* find_encapsulation(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kEncapsulations), std::end(kEncapsulations),
                   [&](const Encapsulation& one) { return one.name == name; });
  return found == std::end(kEncapsulations) ? nullptr : found;
}

Stripped strip(const Encapsulation& kind, const PacketPlaces& places, Bytes packet,
               LinkType link_type, std::uint32_t original_length, Decapsulation& result) {
  return Strip(kind, places, packet, link_type, original_length, result).run();
}

}  // namespace packetglass
