// What the parts of the 802.11 dissector share.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Where radio headers say that a check sequence ends the packet: the route of 802.11 is its link
// type, and with this bit it has four more bytes.
inline constexpr std::uint32_t kWlan = 105, kWlanWithFcs = 105 | 0x10000;
// The same for frames of controllers that turn the two bytes of the frame control round.
inline constexpr std::uint32_t kWlanSwapped = 105 | 0x40000;
// The same with the header padded to a multiple of four bytes.
inline constexpr std::uint32_t kWlanPadded = kWlan | 0x20000,
                               kWlanPaddedWithFcs = kWlanWithFcs | 0x20000;

// Of frames, and of packets in them.
inline constexpr Field kWlanDestination{"wlan.da", "Destination address", Shape::kMac};
inline constexpr Field kWlanSource{"wlan.sa", "Source address", Shape::kMac};

// Reads what an A-MSDU has (IEEE 802.11, 9.3.2.2): packets one behind another, each dissected.
Outcome dissect_subframes(Layer& wlan);

// Reads the fixed parameters and elements of a management frame of this subtype, and adds to the
// column Info what people look for there.
void read_wlan_management(Layer& wlan, unsigned subtype);

// Reads elements ("tagged parameters") up to the end of the layer.
void read_wlan_elements(Layer& wlan);

// All fields that are recorded there.
extern const FieldList kWlanElementFields, kWlanManagementFields, kWlanAggregateFields;

}  // namespace packetglass
