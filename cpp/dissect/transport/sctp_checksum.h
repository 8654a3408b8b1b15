// The checksum of SCTP: CRC32c (RFC 9260, appendix A), once Adler-32 (RFC 2960, appendix B).
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads it, and verifies it as the user prefers.
void read_sctp_checksum(Layer& sctp);

extern const FieldList kSctpChecksumFields;

}  // namespace packetglass
