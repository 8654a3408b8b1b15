// Keys that somebody chose so that they meet in one slot of a table, and others to compare with.
#pragma once

#include <cstddef>
#include <cstdint>

namespace packetglass::test {

enum class Input { kRandom, kSequential, kOldFlood, kKnownSecret };
inline constexpr Input kInputs[] = {Input::kRandom, Input::kSequential, Input::kOldFlood,
                                    Input::kKnownSecret};

// A step of the constant hash that tables once had, and the way back. Its lower half was the hash.
inline constexpr std::uint64_t kOldSeed = 0x9e3779b97f4a7c15, kOldFactor = 0xff51afd7ed558ccd;

inline std::uint64_t old_step(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * kOldFactor;
  return hash ^ hash >> 32;
}

constexpr std::uint64_t inverse(std::uint64_t factor) {
  std::uint64_t x = factor;  // three bits are right, and twice as many each time
  for (int i = 0; i < 5; ++i) x *= 2 - factor * x;
  return x;
}

// What `hash ^ word` was before the step.
inline std::uint64_t before_old_step(std::uint64_t hash) {
  return (hash ^ hash >> 32) * inverse(kOldFactor);
}

// Number `i` of those that make all old hashes of (prefix, number, last) the same in their lower
// half.
inline std::uint64_t old_collision(std::uint64_t prefix, std::uint64_t last, std::uint32_t i) {
  constexpr std::uint64_t kTarget = 0x92345678;
  const std::uint64_t hash = std::uint64_t{i} << 32 | kTarget;
  return before_old_step(before_old_step(hash) ^ last) ^ prefix;
}

// Whether a hash is in the first thousand slots of whatever table `count` rows end in.
inline bool is_crowded(std::uint32_t hash, std::size_t count) {
  std::size_t size = 1024;
  while (size < 2 * (count + 64)) size *= 2;
  return (hash & (size - 1)) < 1024;
}

}  // namespace packetglass::test
