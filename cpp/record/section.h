// A section: what one file header says about all that follows it.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace packetglass {

// The header of a classic pcap file, draft-ietf-opsawg-pcap section 4; numbers in host order.
struct Section {
  std::uint64_t offset = 0;  // of the header in the source
  std::string_view format;   // a name of the formats table: "pcap"
  std::string_view variant;  // a name of the variants table: "usec"
  ByteOrder order = kHostOrder;
  std::uint32_t magic = 0;  // as the writing host held it
  std::uint16_t version_major = 0;
  std::uint16_t version_minor = 0;
  std::int32_t thiszone = 0;  // seconds; exposed, never applied to timestamps
  std::uint32_t sigfigs = 0;
  std::uint32_t snaplen = 0;         // bytes; 0 means unlimited
  std::uint32_t link_type_word = 0;  // link type, FCS length and reserved bits
};

}  // namespace packetglass
