// Tags of switches that have no EtherType: only the link type says that they are there.
#pragma once

#include <cstdint>

namespace packetglass {

// The numbers, which are no EtherTypes, by which Ethernet finds them.
inline constexpr std::uint32_t kBroadcomTag = 0x10001, kMarvellTag = 0x10002,
                               kMarvellTypedTag = 0xdada;

}  // namespace packetglass
