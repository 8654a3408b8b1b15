// One decoder for each library: Decoder::decode() of its codings.
#pragma once

#include "decode/decoder.h"

namespace packetglass {

// Members behind one another are one body; what else stands behind the last one is ignored:
// RFC 1952.
Decoded decode_gzip(Bytes bytes, std::size_t limit);
// RFC 1950, or RFC 1951 alone, as some send it.
Decoded decode_deflate(Bytes bytes, std::size_t limit);
// RFC 7932.
Decoded decode_brotli(Bytes bytes, std::size_t limit);
// Frames behind one another are one body, with windows of up to 8 MiB: RFC 8878 and 9659.
Decoded decode_zstd(Bytes bytes, std::size_t limit);

}  // namespace packetglass
