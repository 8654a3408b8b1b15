// Which conversation is meant.
#include "native/follow/stream_name.h"

#include <arpa/inet.h>

#include "base/ascii.h"
#include "native/arguments.h"

namespace packetglass::native {
namespace {

std::optional<Address> parse_address(std::string_view text) {
  const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
  const std::string word(bracketed ? text.substr(1, text.size() - 2) : text);
  std::uint8_t bytes[16];
  if (!bracketed && inet_pton(AF_INET, word.c_str(), bytes) == 1) {
    return Address::load(Address::Kind::kIpv4, bytes);
  }
  if (inet_pton(AF_INET6, word.c_str(), bytes) != 1) return std::nullopt;
  return Address::load(Address::Kind::kIpv6, bytes);
}

std::optional<StreamName::Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  const auto address = parse_address(text.substr(0, colon));
  const auto port = parse_number<std::uint16_t>(text.substr(colon + 1));
  if (!address || !port) return std::nullopt;
  return StreamName::Endpoint{*address, *port};
}

std::optional<Transport> parse_transport(std::string_view word) {
  for (const Transport transport : {Transport::kTcp, Transport::kUdp, Transport::kSctp}) {
    if (same_word(word, name_of(transport))) return transport;
  }
  return std::nullopt;
}

bool is_side(const Conversation& conversation, unsigned side,
             const StreamName::Endpoint& endpoint) {
  return conversation.address(side) == endpoint.address &&
         conversation.port(side) == endpoint.port;
}

}  // namespace

bool StreamName::is(const Conversation& conversation) const {
  if (!endpoints[0]) return conversation.stream == stream;
  for (const unsigned side : {0u, 1u}) {
    if (is_side(conversation, side, *endpoints[0]) &&
        is_side(conversation, 1 - side, *endpoints[1])) {
      return true;
    }
  }
  return false;
}

std::optional<StreamName> parse_stream_name(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == text.npos) return std::nullopt;
  const auto transport = parse_transport(text.substr(0, comma));
  if (!transport) return std::nullopt;
  StreamName name;
  name.transport = *transport;
  const std::string_view which = text.substr(comma + 1);
  if (const auto number = parse_number<std::uint32_t>(which)) {
    name.stream = *number;
    return name;
  }
  const std::size_t dash = which.find('-');
  if (dash == which.npos) return std::nullopt;
  name.endpoints[0] = parse_endpoint(which.substr(0, dash));
  name.endpoints[1] = parse_endpoint(which.substr(dash + 1));
  return name.endpoints[0] && name.endpoints[1] ? std::optional(name) : std::nullopt;
}

const char* name_of(Transport transport) {
  constexpr const char* kNames[] = {"", "tcp", "udp", "sctp"};
  return kNames[static_cast<std::size_t>(transport)];
}

std::string endpoint_text(const Conversation& conversation, unsigned side) {
  const Address address = conversation.address(side);
  const bool ipv6 = address.kind == Address::Kind::kIpv6;
  const std::string text = to_text(address);
  return (ipv6 ? "[" + text + "]" : text) + ":" + std::to_string(conversation.port(side));
}

}  // namespace packetglass::native
