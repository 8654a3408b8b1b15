// A keyed fingerprint of bytes: two polynomials over the field of 2^61-1, at points that are
// secret (Carter and Wegman, "New hash functions and their use in authentication and set
// equality", 1981).
#pragma once

#include <array>

#include "base/bytes.h"

namespace packetglass {

// Made by the number of set_hash_key(), as KeyedHash is.
//
// Whatever two different texts of up to n bytes are, over all secrets their fingerprints are equal
// once in (2^61 / n)^2 times: for packets of 256 KiB once in 2^86.
class Fingerprints {
 public:
  using Fingerprint = std::array<std::uint64_t, 2>;

  Fingerprints();

  Fingerprint of(Bytes bytes) const;

 private:
  // The first powers of a point.
  using Powers = std::array<std::uint64_t, 5>;

  std::array<Powers, 2> powers_;
};

}  // namespace packetglass
