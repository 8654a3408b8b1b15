// A keyed hash of numbers: MULTILINEAR-HM of Kaser and Lemire, "Strongly universal string hashing
// is fast" (The Computer Journal 57, 2014; arXiv 1202.4961).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace packetglass {

// Tables that are made from now on hash by this number, which nobody who makes captures may know.
// The shell draws it at random, once, before it reads anything: the core has no source of chance.
// Without one it is zeros, so that tests repeat.
void set_hash_key(const std::array<std::uint32_t, 4>& key);

// Strongly universal: whatever two keys are, over all secrets their hashes are any two numbers
// equally often. That holds for the upper bits of the sum alone, and so for any of their bits.
class KeyedHash {
 public:
  // Of numbers that a key may have, each of 64 bits.
  static constexpr std::size_t kMostWords = 5;

  // `generation`: others have other secrets, although the number set is the same.
  explicit KeyedHash(std::uint32_t generation = 0);

  // What number `i` of a key adds to its sum. Products do not wait for one another.
  std::uint64_t part(std::size_t i, std::uint64_t word) const {
    return (secrets_[i].low + static_cast<std::uint32_t>(word)) *
           (secrets_[i].high + (word >> 32));
  }
  // The hash of a key whose parts have this sum. Of numbers one after another the sums are in
  // equal steps, which may fill runs of a table: halves are mixed, which hashes stay universal
  // under. The highest bit is set, so that 0 is none.
  std::uint32_t of_sum(std::uint64_t sum) const {
    const auto upper = static_cast<std::uint32_t>((offset_ + sum) >> 32);
    return (upper ^ upper >> 16) | std::uint32_t{1} << 31;
  }

  template <std::size_t kWords>
  std::uint32_t of(const std::array<std::uint64_t, kWords>& key) const {
    static_assert(kWords <= kMostWords);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kWords; ++i) sum += part(i, key[i]);
    return of_sum(sum);
  }

 private:
  // Added to the lower and to the upper half of a number.
  struct Secret {
    std::uint64_t low, high;
  };

  std::uint64_t offset_;
  std::array<Secret, kMostWords> secrets_;
};

}  // namespace packetglass
