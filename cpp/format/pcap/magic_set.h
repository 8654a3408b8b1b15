// Whether a word is the magic of any capture: asked of every record, so it must cost next to
// nothing.
#pragma once

#include <array>

#include "format/pcap/variants.h"

namespace packetglass::pcap {

// A pcapng section header block begins with this, in either byte order.
inline constexpr std::uint32_t kSectionHeaderBlock = 0x0a0d0d0a;

// A table in which every magic, in either byte order, has a slot of its own: the top bits of a
// product. The factor is found when this is compiled.
class MagicSet {
 public:
  constexpr MagicSet() {
    while (!try_to_fill()) factor_ += 2;
  }

  constexpr bool holds(std::uint32_t word) const { return slots_[slot_of(word)] == word; }

 private:
  static constexpr unsigned kBits = 7;

  constexpr std::size_t slot_of(std::uint32_t word) const {
    return word * factor_ >> (32 - kBits);
  }

  constexpr bool try_to_fill() {
    // An empty slot holds a word that belongs to another slot, so that no word is found there.
    for (std::size_t i = 0; i < slots_.size(); ++i) slots_[i] = i == 0 ? ~0u : 0;
    bool filled = put(kSectionHeaderBlock);
    for (const Variant& variant : kVariants) {
      filled = filled && put(variant.magic) && put(swap_bytes(variant.magic));
    }
    return filled;
  }

  constexpr bool put(std::uint32_t word) {
    std::uint32_t& slot = slots_[slot_of(word)];
    if (slot != 0 && slot != word) return false;
    slot = word;
    return true;
  }

  std::uint32_t factor_ = 0x9e3779b1;
  std::array<std::uint32_t, std::size_t{1} << kBits> slots_{};
};

inline constexpr MagicSet kMagics;

constexpr bool looks_like_magic(std::uint32_t word) {
  return kMagics.holds(word);
}

// Times of one neighbourhood, 18 hours, have the same upper bits.
constexpr bool same_neighbourhood(std::uint32_t a, std::uint32_t b) {
  return (a ^ b) >> 16 == 0;
}

// Whether a time of the same neighbourhood is a magic.
constexpr bool near_magic(std::uint32_t seconds) {
  if (same_neighbourhood(seconds, kSectionHeaderBlock)) return true;
  for (const Variant& variant : kVariants) {
    if (same_neighbourhood(seconds, variant.magic)) return true;
    if (same_neighbourhood(seconds, swap_bytes(variant.magic))) return true;
  }
  return false;
}

}  // namespace packetglass::pcap
