// The places of plain packets: Ethernet, VLAN tags, IP without options, and TCP, UDP or an echo.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "edit/rewrite/place.h"

namespace packetglass {

// Appends what PacketPlaces::find_dissected() finds. false: the packet is not plain, and anything
// was appended.
bool find_plain_places(Bytes packet, std::size_t original_length, std::vector<Place>& places,
                       std::vector<Checksum>& checksums);

}  // namespace packetglass
