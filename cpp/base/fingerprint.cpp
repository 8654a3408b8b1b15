// A keyed fingerprint of bytes: two polynomials over the field of 2^61-1.
#include "base/fingerprint.h"

#include "base/keyed_hash.h"

namespace packetglass {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned kBits = 61;
constexpr std::uint64_t kPrime = (std::uint64_t{1} << kBits) - 1;
constexpr std::size_t kStep = 16;  // bytes: four coefficients of 32 bits

// Of a number below 2^122: some number below 2^62 that is the same in the field.
std::uint64_t reduced(Wide number) {
  return (static_cast<std::uint64_t>(number) & kPrime) +
         static_cast<std::uint64_t>(number >> kBits);
}

std::uint64_t fully_reduced(std::uint64_t number) {
  number = (number & kPrime) + (number >> kBits);
  return number >= kPrime ? number - kPrime : number;
}

// A number of the field that only the key decides.
std::uint64_t secret(std::uint32_t number) {
  constexpr std::uint32_t kFirstGeneration = 0x66707230;  // of no table
  const auto half = [&](std::uint32_t i) {
    const KeyedHash hash(kFirstGeneration + 2 * number + i);
    return std::uint64_t{hash.of_sum(0) & 0x7fffffff};
  };
  return fully_reduced(half(0) << 31 | half(1));
}

}  // namespace

Fingerprints::Fingerprints() {
  for (std::uint32_t i = 0; i < powers_.size(); ++i) {
    const std::uint64_t point = secret(i);
    powers_[i][0] = 1;
    for (std::size_t k = 1; k < powers_[i].size(); ++k) {
      powers_[i][k] = fully_reduced(reduced(static_cast<Wide>(powers_[i][k - 1]) * point));
    }
  }
}

Fingerprints::Fingerprint Fingerprints::of(Bytes bytes) const {
  // The length leads, so that zeros at the end count.
  Fingerprint sums{bytes.size(), bytes.size()};
  const auto add = [&](const std::uint8_t* at) {
    const auto low = load<std::uint64_t>(at, ByteOrder::kLittle);
    const auto high = load<std::uint64_t>(at + 8, ByteOrder::kLittle);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const Powers& powers = powers_[i];
      const Wide sum = static_cast<Wide>(powers[4]) * sums[i] +
                       static_cast<Wide>(powers[3]) * (low & 0xffffffff) +
                       static_cast<Wide>(powers[2]) * (low >> 32) +
                       static_cast<Wide>(powers[1]) * (high & 0xffffffff) + (high >> 32);
      sums[i] = reduced(sum);
    }
  };
  for (; bytes.size() >= kStep; bytes = bytes.subspan(kStep)) add(bytes.data());
  if (!bytes.empty()) {
    std::uint8_t last[kStep] = {};
    std::memcpy(last, bytes.data(), bytes.size());
    add(last);
  }
  return {fully_reduced(sums[0]), fully_reduced(sums[1])};
}

}  // namespace packetglass
