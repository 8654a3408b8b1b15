// Addresses with a special purpose, RFC 6890: IANA's registries of IPv4 and IPv6.
#pragma once

#include <string_view>

#include "filter/value.h"

namespace packetglass {

struct SpecialBlock {
  const char* name;
  // source 16, destination 8, forwardable 4, globally reachable 2, reserved by protocol 1
  std::uint8_t mask;
};

// The smallest block that has the address; nullptr when none has it.
const SpecialBlock* special_block(ValueType type, const FilterValue& address);

bool is_link_local(ValueType type, const FilterValue& address);
bool is_multicast(ValueType type, const FilterValue& address);
// Private addresses of IPv4, RFC 1918.
bool is_private(ValueType type, const FilterValue& address);
// Unique local addresses of IPv6, RFC 4193.
bool is_unique_local(ValueType type, const FilterValue& address);

}  // namespace packetglass
