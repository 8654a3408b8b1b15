// The short names of protocols.
#include "dissect/short_name.h"

#include <functional>
#include <map>

#include "dissect/dissectors.h"

namespace packetglass {
namespace {

struct ShortName {
  std::string_view layer, name;
};

// THE TABLE of those that the column Protocol calls otherwise, or not at all.
constexpr ShortName kNames[] = {
    {"arp", "ARP/RARP"},
    {"basicxid", "Basic Format XID"},
    {"data", "Data"},
    {"dhcp", "DHCP/BOOTP"},
    {"ieee8021ad", "IEEE 802.1AD"},
    {"ieee8021ah", "IEEE 802.1AH"},
    {"ipv6.dstopts", "IPv6 Destination"},
    {"ipv6.fraghdr", "IPv6 Fragment"},
    {"ipv6.hopopts", "IPv6 Hop-by-Hop"},
    {"ipv6.routing", "IPv6 Routing"},
    {"lisp-data", "LISP Data"},
    {"mdns", "mDNS"},
    {"modbus", "Modbus"},
    {"pwethcw", "Ethernet PW (with CW)"},
    {"radiotap", "802.11 Radiotap"},
    {"sdp", "SDP"},
    {"tr", "Token-Ring"},
    {"vsock", "vsock"},
    {"vxlan", "VXLAN"},
    {"wlan", "IEEE 802.11"},
};

using Names = std::map<const Field*, std::string_view, std::less<>>;

Names make_names() {
  Names names;
  for (const Dissector* dissector : dissectors()) {
    names.emplace(&dissector->layer, short_name(*dissector));
  }
  return names;
}

}  // namespace

std::string_view short_name(const Dissector& dissector) {
  for (const ShortName& known : kNames) {
    if (dissector.layer.name == known.layer) return known.name;
  }
  return dissector.column != nullptr ? dissector.column : std::string_view(dissector.layer.name);
}

std::string_view short_name(const Field& layer) {
  static const Names kAll = make_names();
  const auto found = kAll.find(&layer);
  return found != kAll.end() ? found->second : std::string_view(layer.name);
}

}  // namespace packetglass
