// An interface: where packets were captured and in which units they are noted.
#pragma once

#include <cstdint>
#include <optional>

#include "record/link_type.h"

namespace packetglass {

// A classic pcap section has exactly one.
struct Interface {
  std::uint32_t section = 0;  // index of the section that declares it
  LinkType link_type = 0;
  std::uint32_t snaplen = 0;                   // bytes; 0 means unlimited
  std::uint64_t ticks_per_second = 1'000'000;  // of the timestamps in the source
  std::optional<std::uint8_t> fcs_length;      // bytes of frame check sequence, where declared
};

}  // namespace packetglass
