// The short name of a protocol: "TCP", "IEEE 802.11".
#pragma once

#include <string_view>

#include "dissect/dissector.h"

namespace packetglass {

// As Wireshark has it where it says which protocol noticed something. It is what the column
// Protocol says, unless the table knows better.
std::string_view short_name(const Dissector& dissector);
// The same of the layer of a dissector in the table; of others their name. Takes steps as the
// logarithm of all dissectors.
std::string_view short_name(const Field& layer);

}  // namespace packetglass
