// Options that are rows of a table: what DHCP, DHCPv6 and RADIUS have in common.
#pragma once

#include <span>

#include "dissect/layer.h"

namespace packetglass {

struct Option {
  enum class Kind : std::uint8_t {
    kNumber,    // all of it, 1 to 8 bytes
    kNumbers8,  // as many as there are
    kNumbers16,
    kIpv4,  // as many as there are
    kIpv6,
    kText,
    kName,  // domain names, not compressed
    kBytes,
    kGroup,  // what is inside is read by hand
  };

  std::uint16_t code;
  std::string_view name;  // of the option
  Kind kind = Kind::kGroup;
  Field field = {};  // of its value
};

// The row of a code; nullptr when there is none.
const Option* find_option(std::span<const Option> options, std::uint16_t code);

// Reads what is left of the layer as the option's value. Returns it as text where it is one
// number, address or text.
std::string read_option_value(Layer& layer, const Option& option);

// Reads what is left of the layer as domain names, not compressed.
void read_names(Layer& layer, const Field& field);

// Reads the next `count` bytes as text up to the first zero in it.
std::string read_padded_text(Layer& layer, const Field& field, std::size_t count);

}  // namespace packetglass
