// What undoes the codings of bodies: the shell has one, which the core does not link.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// Content codings: RFC 9110, section 8.4.1, RFC 7932 and RFC 8878.
enum class Coding : std::uint8_t { kGzip, kDeflate, kBrotli, kZstd };

enum class DecodeEnd : std::uint8_t {
  kWhole,
  kTruncated,    // the bytes end before the coding does
  kDamaged,      // they are not of the coding, or their checksum is wrong
  kLimit,        // more would come of them than is allowed
  kUnavailable,  // nothing here undoes the coding
};

// What came of the bytes up to the end.
struct Decoded {
  std::vector<std::uint8_t> bytes;
  DecodeEnd end = DecodeEnd::kUnavailable;
};

class Decoder {
 public:
  virtual ~Decoder() = default;
  // At most `limit` bytes. Takes time in proportion to them and to those that are given, and up to
  // 16 MiB of memory, which is the largest window of Brotli.
  virtual Decoded decode(Coding coding, Bytes bytes, std::size_t limit) = 0;
};

}  // namespace packetglass
