// Where the headers of a plain packet begin, so that a filter reads them without dissecting it.
#pragma once

#include "dissect/layer_paths.h"
#include "inspect/dissected_packet.h"

namespace packetglass {

enum class PlainHeader : std::uint8_t { kEthernet, kIpv4, kTransport };

// Headers that are at hand as far as their fixed parts go: 14, 20, and 20 (TCP) or 8 (UDP) bytes.
struct PlainHeaders {
  const std::uint8_t* at[3] = {};  // nullptr: it is not there, or is not where plain ones are

  const std::uint8_t* operator[](PlainHeader header) const {
    return at[static_cast<std::size_t>(header)];
  }
};

// Whether packets with these layers may be plain as far as this header, which is that of `layer`:
// Ethernet, IPv4, then the layer of a transport, none of them twice. Whatever is further inside
// does not matter.
bool may_be_plain(const LayerPaths& paths, LayerPaths::Id path, PlainHeader header,
                  std::string_view layer);

// The headers of a packet whose layers may be plain. A fragment has no third one: it may be a part
// of what was reassembled.
PlainHeaders plain_headers(const DissectedPacket& packet);

}  // namespace packetglass
