// ERSPAN in GRE: draft-foschiano-erspan.
#pragma once

#include <cstdint>

namespace packetglass {

// Type I has the EtherType of type II, but no header, as GRE without a sequence number tells: the
// number, which is no EtherType, that stands for it.
inline constexpr std::uint32_t kErspanType = 0x88be, kErspanWithoutHeader = 0x188be;

}  // namespace packetglass
