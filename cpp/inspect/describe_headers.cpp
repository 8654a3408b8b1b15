// The headers of a packet as one record, described.
#include "inspect/describe_headers.h"

namespace packetglass {
namespace {

void put_ports(Description& out, std::string_view name,
               const std::optional<Decapsulated::Ports>& ports) {
  if (!ports) return;
  out.key(name).begin_object();
  out.key("src_port").number(std::uint32_t{ports->source});
  out.key("dst_port").number(std::uint32_t{ports->destination});
  out.end();
}

void put_ether(Description& out, const Decapsulated::Ether& ether) {
  out.key("ether").begin_object();
  out.key("src").text(dashed_text(ether.source));
  out.key("dst").text(dashed_text(ether.destination));
  out.key("type").number(std::uint32_t{ether.type});
  out.end();
}

void put_vlan(Description& out, const Decapsulated& packet) {
  out.key("vlan").begin_object();
  if (packet.outer_vlan) out.key("outer").number(std::uint32_t{*packet.outer_vlan});
  if (packet.inner_vlan) out.key("inner").number(std::uint32_t{*packet.inner_vlan});
  out.end();
}

void put_ip(Description& out, const Decapsulated::Ip& ip) {
  out.key("ip").begin_object();
  out.key("src").text(to_text(ip.source));
  out.key("dst").text(to_text(ip.destination));
  out.key("type").number(std::uint32_t{ip.type});
  out.end();
}

void put_icmp(Description& out, const Decapsulated::Icmp& icmp) {
  out.key("icmp").begin_object();
  out.key("type").number(std::uint32_t{icmp.type});
  out.key("code").number(std::uint32_t{icmp.code});
  out.end();
}

}  // namespace

void put(Description& out, const Decapsulated& packet) {
  out.begin_object();
  if (packet.ether) put_ether(out, *packet.ether);
  if (packet.outer_vlan || packet.inner_vlan) put_vlan(out, packet);
  if (packet.ip) put_ip(out, *packet.ip);
  put_ports(out, "tcp", packet.tcp);
  put_ports(out, "udp", packet.udp);
  put_ports(out, "sctp", packet.sctp);
  if (packet.icmp) put_icmp(out, *packet.icmp);
  if (packet.community_id) out.key("community_id").text(*packet.community_id);
  out.end();
}

}  // namespace packetglass
