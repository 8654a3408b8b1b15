// Content codings by zlib, Brotli's decoder and Zstandard.
#pragma once

#include "decode/decoder.h"

namespace packetglass {

class LibraryDecoder final : public Decoder {
 public:
  Decoded decode(Coding coding, Bytes bytes, std::size_t limit) override;
};

}  // namespace packetglass
