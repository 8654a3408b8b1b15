// Content codings, each by its library.
#include "decode/libraries/library_decoder.h"

#include "decode/libraries/decode_with.h"

namespace packetglass {

Decoded LibraryDecoder::decode(Coding coding, Bytes bytes, std::size_t limit) {
  switch (coding) {
    case Coding::kGzip:
      return decode_gzip(bytes, limit);
    case Coding::kDeflate:
      return decode_deflate(bytes, limit);
    case Coding::kBrotli:
      return decode_brotli(bytes, limit);
    case Coding::kZstd:
      return decode_zstd(bytes, limit);
  }
  return {};
}

}  // namespace packetglass
