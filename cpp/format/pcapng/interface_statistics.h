// Interface Statistics Block: draft-ietf-opsawg-pcapng, section 4.6.
#pragma once

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

struct InterfaceStatistics {
  std::uint32_t interface = 0;  // as the section numbers them
  std::uint64_t ticks = 0;      // in the resolution of the interface
  Bytes options;
};

// `block` is whole and not below the least size of its type.
InterfaceStatistics read_interface_statistics(Bytes block, ByteOrder order);

}  // namespace packetglass::pcapng
