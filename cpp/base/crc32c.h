// CRC32c, the checksum of SCTP (RFC 9260, appendix A) and iSCSI.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// Of `more` behind bytes whose CRC32c is `before`: crc32c(b, crc32c(a)) is that of a and b. Zero
// is that of no bytes. SCTP sends the number with its lowest byte first.
std::uint32_t crc32c(Bytes more, std::uint32_t before = 0);

}  // namespace packetglass
