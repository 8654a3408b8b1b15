// Where the reading of a source stands, and how it was asked to be done.
#pragma once

#include <cstdint>

#include "record/limits.h"

namespace packetglass {

struct ReadOptions {
  bool strict = false;          // stop at the first thing that cannot be read, do not look further
  bool strict_snaplen = false;  // truncate packets to the snaplen, as libpcap does
  // Add the time zone of a classic header to its timestamps, which makes them UTC where the writer
  // meant it so (-3600 for local time in GMT+1). Readers must not, by draft-ietf-opsawg-pcap.
  bool apply_time_zone = false;
};

// Shared by the readers of all sections of a source, one after another.
struct Reading {
  ReadOptions options;
  std::uint64_t offset = 0;  // of the next byte that is not used yet
  std::uint32_t sections = 0;
  std::uint32_t interfaces = 0;
  std::uint64_t packets = 0;
};

}  // namespace packetglass
