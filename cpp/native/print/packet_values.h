// THE TABLE of values that are no fields of a layer: what is known of every packet.
#pragma once

#include <string_view>

#include "native/print/styles.h"

namespace packetglass::native {

using PacketValue = std::string (*)(const PrintedPacket& packet);

// What gives the value of such a field; nullptr where its values stand in layers. The names are in
// dissect/generic_fields.cpp.
PacketValue packet_value(std::string_view name);

}  // namespace packetglass::native
