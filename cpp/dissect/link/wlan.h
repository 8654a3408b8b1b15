// What the parts of the 802.11 dissector share.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Where radio headers say that a check sequence ends the packet: the route of 802.11 is its link
// type, and with this bit it has four more bytes.
inline constexpr std::uint32_t kWlan = 105, kWlanWithFcs = 105 | 0x10000;
// The same for frames of controllers that turn the two bytes of the frame control round.
inline constexpr std::uint32_t kWlanSwapped = 105 | 0x20000;

// Reads the fixed parameters and elements of a management frame of this subtype, and adds to the
// column Info what people look for there.
void read_wlan_management(Layer& wlan, unsigned subtype);

// Reads elements ("tagged parameters") up to the end of the layer.
void read_wlan_elements(Layer& wlan);

// All fields that are recorded there.
extern const FieldList kWlanElementFields, kWlanManagementFields;

}  // namespace packetglass
