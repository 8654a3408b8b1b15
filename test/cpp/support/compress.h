// Compresses bytes as the native program does.
#pragma once

#include "native/compression/compressions.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

inline ByteVector compressed(const native::Compression& compression, Bytes whole) {
  ByteVector out;
  const auto compressor = compression.make_compressor();
  compressor->compress(whole, native::Compressor::Then::kEnd, out);
  return out;
}

inline ByteVector joined(const std::vector<ByteVector>& pieces) {
  ByteVector out;
  for (const ByteVector& piece : pieces) out.insert(out.end(), piece.begin(), piece.end());
  return out;
}

}  // namespace packetglass::test
