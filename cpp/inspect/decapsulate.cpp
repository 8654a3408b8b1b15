// The headers of a packet as one record.
#include "inspect/decapsulate.h"

#include "flow/community_id.h"

namespace packetglass {
namespace {

// Goes through the fields of a packet, and takes the outermost of each header.
class Headers {
 public:
  Headers(const Tree& tree, Decapsulated& found) : tree_(tree), found_(found) {
    for (const Node& node : tree.nodes()) {
      if (node.field->shape == Shape::kLayer) enter(node.field->name);
      if (!done_) take(node);
    }
  }

  void finish(std::uint16_t seed) {
    if (ether_) found_.ether = Decapsulated::Ether{source_mac_, destination_mac_, type_};
    if (!ip_seen_) return;
    found_.ip = Decapsulated::Ip{summary_.source, summary_.destination, summary_.ip_protocol};
    const Decapsulated::Ports ports{summary_.source_port, summary_.destination_port};
    if (summary_.transport == Transport::kTcp) found_.tcp = ports;
    if (summary_.transport == Transport::kUdp) found_.udp = ports;
    if (summary_.transport == Transport::kSctp) found_.sctp = ports;
    if (summary_.has_icmp) {
      found_.icmp = Decapsulated::Icmp{summary_.icmp_type, summary_.icmp_code};
    }
    found_.community_id = community_id(summary_, seed);
  }

 private:
  // A second IP header is of a tunnel or of a packet that is quoted.
  void enter(std::string_view layer) {
    const bool ip = layer == "ip" || layer == "ipv6";
    done_ = done_ || (ip && ip_entered_) || (layer == "eth" && ether_);
    ip_entered_ = ip_entered_ || ip;
  }

  void take(const Node& node) {
    const std::string_view name = node.field->name;
    if (name == "eth.src") source_mac_ = address(node, Address::Kind::kMac);
    if (name == "eth.dst") destination_mac_ = address(node, Address::Kind::kMac);
    if (name == "eth.type") take_type(node);
    if (name == "vlan.id" || name == "ieee8021ad.id") take_vlan(node);
    if (name == "ip.src") take_ip(node, Address::Kind::kIpv4, summary_.source);
    if (name == "ip.dst") take_ip(node, Address::Kind::kIpv4, summary_.destination);
    if (name == "ipv6.src") take_ip(node, Address::Kind::kIpv6, summary_.source);
    if (name == "ipv6.dst") take_ip(node, Address::Kind::kIpv6, summary_.destination);
    if (name == "ip.proto" || name == "ah.next_header" ||
        (name.starts_with("ipv6.") && name.ends_with("nxt"))) {
      summary_.ip_protocol = static_cast<std::uint8_t>(node.number);
    }
    take_transport(name, node);
  }

  void take_transport(std::string_view name, const Node& node) {
    if (name == "tcp.srcport") begin(Transport::kTcp, node);
    if (name == "udp.srcport") begin(Transport::kUdp, node);
    if (name == "sctp.srcport") begin(Transport::kSctp, node);
    if (name == "tcp.dstport" || name == "udp.dstport" || name == "sctp.dstport") {
      summary_.destination_port = static_cast<std::uint16_t>(node.number);
    }
    if (name == "icmp.type" || name == "icmpv6.type") {
      summary_.icmp_type = static_cast<std::uint8_t>(node.number);
    }
    if (name == "icmp.code" || name == "icmpv6.code") {
      summary_.icmp_code = static_cast<std::uint8_t>(node.number);
      summary_.has_icmp = true;
    }
  }

  void begin(Transport transport, const Node& node) {
    summary_.transport = transport;
    summary_.source_port = static_cast<std::uint16_t>(node.number);
  }

  void take_type(const Node& node) {
    type_ = static_cast<std::uint16_t>(node.number);
    ether_ = true;
  }

  void take_vlan(const Node& node) {
    auto& vlan = found_.outer_vlan ? found_.inner_vlan : found_.outer_vlan;
    if (!vlan) vlan = static_cast<std::uint16_t>(node.number);
  }

  void take_ip(const Node& node, Address::Kind kind, Address& out) {
    out = address(node, kind);
    ip_seen_ = true;
  }

  Address address(const Node& node, Address::Kind kind) const {
    return Address::load(kind, tree_.bytes(node).data());
  }

  const Tree& tree_;
  Decapsulated& found_;
  Summary summary_;
  Address source_mac_, destination_mac_;
  std::uint16_t type_ = 0;
  bool ether_ = false, ip_entered_ = false, ip_seen_ = false, done_ = false;
};

}  // namespace

Decapsulated decapsulate(Bytes packet, std::size_t original_length, LinkType link_type,
                         std::uint16_t seed, const Choices* choices) {
  Tree tree(packet);
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.tree = &tree;
  if (choices != nullptr && !choices->empty()) dissection.history.choices = choices;
  dissect(packet, original_length, link_type, dissection);
  Decapsulated found;
  Headers(tree, found).finish(seed);
  return found;
}

std::string dashed_text(const Address& mac) {
  std::string text = to_text(mac);
  for (char& c : text) {
    if (c == ':') c = '-';
    if ('a' <= c && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace packetglass
