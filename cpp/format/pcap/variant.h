// What an entry of the table of pcap variants is.
#pragma once

#include <cstdint>
#include <string_view>

namespace packetglass::pcap {

// What stands behind the four words of a record header.
enum class Extra : std::uint8_t {
  kNone,
  kLinux,     // interface index u32, protocol u16, packet type u8, padding u8
  kLinuxSmp,  // the same without padding, then two CPU numbers u8, padding of 3 bytes
  kNokia,     // four bytes that nobody has explained
  kBorkmann,  // timestamp source u16, interface index u16, protocol u16, hardware u8, packet type
              // u8
};

struct Variant {
  std::string_view name;         // "usec"
  std::string_view alias;        // what editcap -F calls it: "pcap"; may be empty
  std::string_view description;  // for people
  std::uint32_t magic;           // as the writing host holds it
  std::uint64_t ticks_per_second;
  std::uint32_t file_header_size;    // bytes
  std::uint32_t record_header_size;  // bytes
  Extra extra;
};

}  // namespace packetglass::pcap
