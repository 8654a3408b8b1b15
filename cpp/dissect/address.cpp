// Addresses as text: RFC 5952 for IPv6.
#include "dissect/address.h"

#include <arpa/inet.h>

#include "base/text.h"

namespace packetglass {

std::string mac_text(const std::uint8_t* at) {
  return format_text("%02x:%02x:%02x:%02x:%02x:%02x", at[0], at[1], at[2], at[3], at[4], at[5]);
}

Address mac_address(std::uint64_t number) {
  Address address;
  address.kind = Address::Kind::kMac;
  store(address.bytes.data(), number << 16, ByteOrder::kBig);
  return address;
}

std::string ipv4_text(const std::uint8_t* at) {
  return format_text("%u.%u.%u.%u", at[0], at[1], at[2], at[3]);
}

std::string ipv6_text(const std::uint8_t* at) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, at, text, sizeof text) == nullptr ? std::string() : text;
}

std::string to_text(const Address& address) {
  switch (address.kind) {
    case Address::Kind::kMac:
      return mac_text(address.bytes.data());
    case Address::Kind::kIpv4:
      return ipv4_text(address.bytes.data());
    case Address::Kind::kIpv6:
      return ipv6_text(address.bytes.data());
    default:
      return {};
  }
}

}  // namespace packetglass
