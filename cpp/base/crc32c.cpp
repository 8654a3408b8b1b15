// CRC32c, the checksum of SCTP (RFC 9260, appendix A) and iSCSI.
#include "base/crc32c.h"

#include "base/reflected_crc.h"

namespace packetglass {

std::uint32_t crc32c(Bytes more, std::uint32_t before) {
  return reflected_crc<0x82f63b78>(more, before);
}

}  // namespace packetglass
