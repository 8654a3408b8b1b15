// What anonymising did, counted.
#pragma once

#include <vector>

#include "edit/edit.h"

namespace packetglass::anonymise {

struct Tally {
  std::uint64_t packets = 0;
  std::uint64_t addresses = 0;     // of IPv4 and IPv6 that are others now
  std::uint64_t hardware = 0;      // MAC addresses and their like
  std::uint64_t numbers = 0;       // ports and VLANs
  std::uint64_t names = 0;         // fields
  std::uint64_t lines = 0;         // bytes of protocols of lines
  std::uint64_t kept = 0;          // bytes of fields that stay
  std::uint64_t zeroed = 0;        // bytes
  std::uint64_t unknown = 0;       // bytes that no field covers, and that the policy keeps
  std::uint64_t cut = 0;           // packets
  std::uint64_t malformed = 0;     // packets
  std::uint64_t checksums = 0;     // that are others now
  std::uint64_t reassembled = 0;   // packets that a later one said more of
  std::uint64_t too_early = 0;     // runs of bytes in packets that were handed on already
  std::uint64_t options = 0;       // of blocks, dropped
  std::uint64_t comments = 0;      // dropped
  std::uint64_t blocks = 0;        // dropped
  std::uint64_t name_records = 0;  // of name resolution blocks

  std::vector<EditCount> counts() const;
};

}  // namespace packetglass::anonymise
