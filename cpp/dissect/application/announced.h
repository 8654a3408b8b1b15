// What SDP announces: the numbers of Space::kAnnounced.
#pragma once

#include <cstdint>

namespace packetglass {

enum Announced : std::uint32_t { kAnnouncedMedia = 0, kAnnouncedControl = 1 };

}  // namespace packetglass
