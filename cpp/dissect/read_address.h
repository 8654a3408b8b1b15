// Addresses as people and text protocols write them.
#pragma once

#include <optional>
#include <string_view>

#include "dissect/address.h"

namespace packetglass {

// "192.0.2.1", or "2001:db8::1" in any form of RFC 4291, section 2.2; nothing for other texts:
// names, and addresses with a prefix length or a zone.
std::optional<Address> read_ip_address(std::string_view text);

// Six bytes in hexadecimal, apart by colons or hyphens; nothing for other texts.
std::optional<Address> read_mac_address(std::string_view text);

}  // namespace packetglass
