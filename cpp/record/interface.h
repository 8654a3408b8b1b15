// An interface: where packets were captured and in which units they are noted.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "record/link_type.h"
#include "record/timestamp_resolution.h"

namespace packetglass {

// A classic pcap section has exactly one.
struct Interface {
  std::uint32_t section = 0;  // index of the section that declares it
  LinkType link_type = 0;
  std::uint32_t snaplen = 0;  // bytes; 0 means unlimited
  TimestampResolution resolution;
  std::int64_t timestamp_offset = 0;  // seconds that were added to the timestamps: if_tsoffset
  std::optional<std::uint8_t> fcs_length;  // bytes of frame check sequence, where declared
  // pcapng: the options of its block as they stand there, in the byte order of the section.
  std::vector<std::uint8_t> options;
};

}  // namespace packetglass
