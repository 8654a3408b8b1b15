// The options of DHCP: RFC 2132 and IANA's registry.
#pragma once

#include "dissect/application/option.h"

namespace packetglass {

// The kinds of message: "Discover".
std::span<const Name> dhcp_message_names();

// Those of one value, or a row of like ones; the others have only a name there.
std::span<const Option> dhcp_option_table();

// Reads the options up to the end of the layer. Returns the kind of message; 0 when none says so.
std::uint8_t read_dhcp_options(Layer& dhcp);

// All fields that are recorded there.
extern const FieldList kDhcpOptionFields, kDhcpOptionTableFields;

}  // namespace packetglass
