// What an entry of the table of pcap variants is.
#pragma once

#include <cstdint>
#include <string_view>

namespace packetglass::pcap {

struct Variant {
  std::string_view name;         // "usec"
  std::string_view description;  // for people
  std::uint32_t magic;           // as the writing host holds it
  std::uint64_t ticks_per_second;
  std::uint32_t record_header_size;  // bytes
};

// File header of all these variants, in bytes.
inline constexpr std::size_t kFileHeaderSize = 24;

}  // namespace packetglass::pcap
