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
  std::uint32_t number = 0;   // as its section counts; of one that is not described, of the next
  bool described = true;      // false: packets say that they are of it, but no block declares it
  // Of its block in the source: where its first byte is, and bytes. 0 where it has none of its
  // own.
  std::uint64_t offset = 0;
  std::uint32_t block_size = 0;
  LinkType link_type = 0;
  std::uint32_t snaplen = 0;  // bytes; 0 means unlimited
  TimestampResolution resolution;
  std::int64_t timestamp_offset = 0;  // seconds that were added to the timestamps: if_tsoffset
  std::optional<std::uint8_t> fcs_length;  // bytes of frame check sequence, where declared
  // pcapng: the options of its block as they stand there, in the byte order of the section.
  std::vector<std::uint8_t> options;
  bool options_kept = true;  // false: they are too long to be kept, and `options` is empty
};

}  // namespace packetglass
