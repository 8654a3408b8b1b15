// THE TABLE of layers that have conversations and endpoints.
#include "flow/list_layers.h"

namespace packetglass {
namespace {

using Source = ListLayer::Source;

constexpr ListLayer kLayers[] = {
    {"ethernet", "Ethernet", Source::kLinks, LinkPair::Kind::kEthernet},
    {"wlan", "IEEE 802.11", Source::kLinks, LinkPair::Kind::kWireless},
    {"ip", "IP", Source::kAddresses},
    {"ipv4", "IPv4", Source::kAddresses, {}, Address::Kind::kIpv4},
    {"ipv6", "IPv6", Source::kAddresses, {}, Address::Kind::kIpv6},
    {"tcp", "TCP", Source::kTransports, {}, {}, Transport::kTcp},
    {"udp", "UDP", Source::kTransports, {}, {}, Transport::kUdp},
    {"sctp", "SCTP", Source::kTransports, {}, {}, Transport::kSctp},
};

}  // namespace

std::span<const ListLayer> list_layers() {
  return kLayers;
}

const ListLayer* find_list_layer(std::string_view name) {
  for (const ListLayer& layer : kLayers) {
    if (layer.name == name) return &layer;
  }
  return nullptr;
}

}  // namespace packetglass
