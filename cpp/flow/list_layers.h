// THE TABLE of layers that have conversations and endpoints.
#pragma once

#include <span>
#include <string_view>

#include "dissect/dissection.h"

namespace packetglass {

// Tunnels: IP addresses are those of the innermost IP header, and transports are what it carries,
// as in the columns; Ethernet is the outermost, the link that was captured. A packet so belongs to
// one conversation of a layer at most.
struct ListLayer {
  enum class Source : std::uint8_t {
    kLinks,       // LinkTable, of one kind
    kAddresses,   // conversations of FlowTable summed by their addresses, of one kind or of all
    kTransports,  // conversations of FlowTable, of one transport
  };

  std::string_view name;   // "tcp"
  std::string_view title;  // "TCP"
  Source source;
  LinkPair::Kind link = LinkPair::Kind::kNone;
  Address::Kind address = Address::Kind::kNone;  // kNone: IPv4 and IPv6
  Transport transport = Transport::kNone;

  // Whether endpoints have ports, and conversations streams and Community IDs.
  bool has_ports() const { return source == Source::kTransports; }
};

std::span<const ListLayer> list_layers();

// nullptr when there is none of this name.
const ListLayer* find_list_layer(std::string_view name);

}  // namespace packetglass
