// Writes a pcapng block in another byte order: draft-ietf-opsawg-pcapng.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace packetglass::pcapng {

struct BlockCopying {
  ByteOrder from;
  ByteOrder to;
  bool drop_no_copy;  // leave out what must not be copied into a capture that is changed
};

struct BlockCopied {
  bool content_kept = false;  // its content is in an order that nobody can know: as it stands
  std::uint32_t dropped = 0;  // how many things were left out: the block itself, or options
};

// Appends a whole block, read in the order `from`, in the order `to`. What has no byte order stays
// as it is: packets, text, addresses, hashes, the program of a filter, the content of custom
// blocks and options behind their enterprise number. Options of a wrong length, and what follows
// an option that does not fit, stay as they are. A block that is dropped appends nothing, and one
// that is not changed is appended byte for byte.
BlockCopied append_copied(Bytes block, const BlockCopying& copying,
                          std::vector<std::uint8_t>& out);

// Whether append_copied() would append the block byte for byte: quicker, and false where that
// takes a closer look.
bool stays_as_it_is(Bytes block, const BlockCopying& copying);

// Appends a list of options of a block of this type likewise; how many were left out.
std::uint32_t append_copied_options(Bytes options, std::uint32_t block,
                                    const BlockCopying& copying, std::vector<std::uint8_t>& out);

}  // namespace packetglass::pcapng
