// A section: what one file header says about all that follows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// A pcap file header (draft-ietf-opsawg-pcap, section 4) or a pcapng section header block
// (draft-ietf-opsawg-pcapng, section 4.1); numbers in host order.
struct Section {
  std::uint64_t offset = 0;       // of the header in the source
  std::uint32_t header_size = 0;  // bytes of it; of pcapng its whole block
  std::string_view format;        // a name of the formats table: "pcap"
  std::string_view variant;  // a name of the variants table: "usec"; of pcapng always "pcapng"
  ByteOrder order = kHostOrder;
  std::uint32_t magic = 0;  // as the writing host held it
  std::uint16_t version_major = 0;
  std::uint16_t version_minor = 0;
  std::int32_t thiszone = 0;  // seconds; exposed, never applied to timestamps
  std::uint32_t sigfigs = 0;
  std::uint32_t snaplen = 0;                    // bytes; 0 means unlimited
  std::uint32_t link_type_word = 0;             // link type, FCS length and reserved bits
  std::optional<std::uint32_t> records_length;  // IXIA: bytes of all records, as the header says
  // pcapng: bytes of all that follows the header block, as it says; -1 = not said.
  std::int64_t section_length = -1;
  // pcapng: the options of its block as they stand there, in the section's byte order.
  std::vector<std::uint8_t> options;
  bool options_kept = true;  // false: they are too long to be kept, and `options` is empty
};

}  // namespace packetglass
