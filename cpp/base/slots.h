// Where the rows with a hash are: a table with open addressing.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "base/buffer.h"
#include "base/keyed_hash.h"

namespace packetglass {

// Word by word: the library would call memcmp.
template <std::size_t kWords>
bool same_words(const std::array<std::uint64_t, kWords>& a,
                const std::array<std::uint64_t, kWords>& b) {
  std::uint64_t differences = 0;
  for (std::size_t i = 0; i < kWords; ++i) differences |= a[i] ^ b[i];
  return differences == 0;
}

// Nothing is ever taken out. Slots move, and hashes change, only in make_room().
//
// Half of the slots are free: where hashes fall at random, one search in e^49 takes kMaxSteps. One
// that does take them comes of a secret that does not suit the keys, or that somebody knows: then
// all hashes are made anew with another secret.
class Slots {
 public:
  struct Slot {
    std::uint32_t hash;  // 0: free
    std::uint32_t row;   // its number
  };

  static constexpr std::size_t kMaxSteps = 256;
  // For as many slots it takes other secrets so often, and then no more: work has a bound.
  static constexpr unsigned kMaxRenewals = 16;

  // Grows until `more` slots can be taken and half of them stay free. false when there is no
  // memory: everything stays where it is. `hash_of(secret, row)` is the hash of a row that is
  // there.
  template <typename HashOf>
  [[nodiscard]] bool make_room(std::size_t more, const HashOf& hash_of) {
    if (2 * (taken_ + more) > size_ && !grow(more)) return false;
    while (crowded_) renew(hash_of);
    return true;
  }

  // What hashes are made by.
  const KeyedHash& secret() const { return secret_; }

  // Slots in all; where there are none, nothing else may be asked.
  std::size_t size() const { return size_; }
  std::size_t memory() const { return size_ * sizeof(Slot); }

  // Where a search for the hash begins.
  Slot* home(std::uint32_t hash) const { return &slots_[hash & (size_ - 1)]; }
  // The first slot from its home on that is free or has this hash.
  Slot* find(std::uint32_t hash) const { return from(home(hash), hash); }
  // The next one behind a slot that is not free.
  Slot* next(Slot* slot, std::uint32_t hash) const { return from(after(slot), hash); }
  // Fills the slot where a search for the hash ended, which may have been free.
  void fill(Slot& slot, std::uint32_t hash, std::uint32_t row) {
    taken_ += slot.hash == 0 ? 1 : 0;
    crowded_ = crowded_ || steps(slot, hash) > kMaxSteps;
    slot = {hash, row};
  }

  // How many slots are looked at to find each row once: what a table has cost.
  std::uint64_t steps() const;
  // How often it took another secret.
  std::uint32_t renewals() const { return generation_; }

 private:
  static constexpr std::size_t kFirstSize = 1024;

  Slot* after(Slot* slot) const { return slot + 1 == &slots_[size_] ? &slots_[0] : slot + 1; }
  Slot* from(Slot* slot, std::uint32_t hash) const {
    while (slot->hash != 0 && slot->hash != hash) slot = after(slot);
    return slot;
  }
  // That a search for the hash takes to this slot.
  std::size_t steps(const Slot& slot, std::uint32_t hash) const {
    return ((static_cast<std::size_t>(&slot - &slots_[0]) - hash) & (size_ - 1)) + 1;
  }

  bool grow(std::size_t more);
  [[nodiscard]] bool reset(std::size_t size);
  void put(std::uint32_t hash, std::uint32_t row);

  template <typename HashOf>
  void renew(const HashOf& hash_of) {
    crowded_ = false;
    Slots other;
    // Without memory it goes on as it is.
    if (renewals_here_ == kMaxRenewals || !other.reset(size_)) return;
    other.generation_ = generation_ + 1;
    other.renewals_here_ = renewals_here_ + 1;
    other.secret_ = KeyedHash(other.generation_);
    for (std::size_t i = 0; i < size_; ++i) {
      const Slot& slot = slots_[i];
      if (slot.hash != 0) other.put(hash_of(other.secret_, slot.row), slot.row);
    }
    *this = std::move(other);
  }

  Buffer<Slot> slots_;
  std::size_t size_ = 0;  // a power of two, or none
  std::size_t taken_ = 0;
  bool crowded_ = false;
  unsigned renewals_here_ = 0;  // for as many slots as there are
  std::uint32_t generation_ = 0;
  KeyedHash secret_;
};

}  // namespace packetglass
