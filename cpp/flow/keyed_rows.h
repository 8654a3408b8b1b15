// Rows that are found by their key, in the order in which they came.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "index/block_list.h"

namespace packetglass {

// A row has a `key`: an array of numbers. Running out of memory is an answer: no more rows.
template <typename Row>
class KeyedRows {
 public:
  using Key = decltype(Row::key);

  // `seed` makes it hard to write a capture whose keys all meet in one place.
  explicit KeyedRows(std::uint64_t seed = 0x9e3779b97f4a7c15) : seed_(seed) {}

  // The row with this key; a new one is value-initialised. nullptr when there is no memory for it.
  // Rows stay where they are.
  Row* find_or_add(const Key& key) {
    if (2 * count_ >= slot_count_ && !full_) grow();
    if (slot_count_ == 0) return nullptr;
    const std::uint32_t hash = hash_of(key);
    for (std::size_t at = hash;; ++at) {
      Slot& slot = slots_[at & (slot_count_ - 1)];
      if (slot.hash == 0) return put(slot, hash, key);
      if (slot.hash == hash && rows_[slot.row].key == key) return &rows_[slot.row];
    }
  }

  std::size_t size() const { return count_; }
  Row& operator[](std::size_t i) { return rows_[i]; }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  // Whether there was no memory for a row.
  bool full() const { return full_; }
  // Bytes held.
  std::size_t memory() const { return slot_count_ * sizeof(Slot) + rows_.memory(); }

 private:
  static constexpr std::size_t kFirstSlots = 64;

  struct Slot {
    std::uint32_t hash;  // never 0 where one is
    std::uint32_t row;
  };
  struct Free {
    void operator()(Slot* slots) const { std::free(slots); }
  };

  std::uint32_t hash_of(const Key& key) const {
    std::uint64_t hash = seed_;
    for (const std::uint64_t word : key) {
      hash = (hash ^ word) * 0xff51afd7ed558ccd;
      hash ^= hash >> 32;
    }
    return static_cast<std::uint32_t>(hash) | 1u << 31;
  }

  Row* put(Slot& slot, std::uint32_t hash, const Key& key) {
    full_ = full_ || (count_ == rows_.capacity() && !rows_.add_block());
    if (full_) return nullptr;
    slot = {hash, static_cast<std::uint32_t>(count_)};
    Row& row = rows_[count_++];
    row = Row();
    row.key = key;
    return &row;
  }

  // Twice the slots: a power of two, and no more than half full while there is memory.
  void grow() {
    const std::size_t larger = std::max(2 * slot_count_, kFirstSlots);
    auto* const slots = static_cast<Slot*>(std::calloc(larger, sizeof(Slot)));
    full_ = full_ || slots == nullptr;
    if (slots == nullptr) return;
    for (std::size_t i = 0; i < slot_count_; ++i) {
      if (slots_[i].hash == 0) continue;
      std::size_t at = slots_[i].hash;
      while (slots[at & (larger - 1)].hash != 0) ++at;
      slots[at & (larger - 1)] = slots_[i];
    }
    slots_.reset(slots);
    slot_count_ = larger;
  }

  std::uint64_t seed_;
  std::unique_ptr<Slot[], Free> slots_;
  std::size_t slot_count_ = 0;
  BlockList<Row, 256> rows_;
  std::size_t count_ = 0;
  bool full_ = false;
};

}  // namespace packetglass
