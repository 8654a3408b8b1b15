// Which conversation is meant: "tcp,5", "udp,192.0.2.1:53-192.0.2.9:40000", "tcp,[::1]:80-…".
#pragma once

#include <optional>
#include <string_view>

#include "flow/flow.h"

namespace packetglass::native {

struct StreamName {
  struct Endpoint {
    Address address;
    std::uint16_t port;
  };

  Transport transport{};
  std::uint32_t stream = 0;              // as Wireshark counts them, from 0 …
  std::optional<Endpoint> endpoints[2];  // … or between these two

  bool is(const Conversation& conversation) const;
};

// Nothing for any other text.
std::optional<StreamName> parse_stream_name(std::string_view text);

// "tcp", "udp", "sctp"
const char* name_of(Transport transport);
// "192.0.2.1:80", "[2001:db8::1]:80"
std::string endpoint_text(const Conversation& conversation, unsigned side);

}  // namespace packetglass::native
