// Rows that are found by their key, in the order in which they came.
#pragma once

#include <cstdint>

#include "flow/slots.h"
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
    const std::uint32_t hash = hash_of(key);
    Slots::Slot* slot = slots_.size() != 0 ? slots_.find(hash) : nullptr;
    while (slot != nullptr && slot->hash != 0) {
      Row& row = rows_[slot->conversation];
      if (same_words(row.key, key)) return &row;
      slot = slots_.next(slot, hash);
    }
    return put(hash, key);
  }

  std::size_t size() const { return count_; }
  Row& operator[](std::size_t i) { return rows_[i]; }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  // Whether there was no memory for a row.
  bool full() const { return full_; }
  // Bytes held.
  std::size_t memory() const { return slots_.memory() + rows_.memory(); }

 private:
  std::uint32_t hash_of(const Key& key) const {
    std::uint64_t hash = seed_;
    for (const std::uint64_t word : key) {
      hash = (hash ^ word) * 0xff51afd7ed558ccd;
      hash ^= hash >> 32;
    }
    return static_cast<std::uint32_t>(hash) | 1u << 31;
  }
  [[gnu::noinline]] Row* put(std::uint32_t hash, const Key& key) {
    full_ = full_ || !slots_.make_room(1) || !rows_.reaches(count_);
    if (full_) return nullptr;
    Slots::Slot* slot = slots_.find(hash);
    while (slot->hash != 0) slot = slots_.next(slot, hash);
    slots_.fill(*slot, hash, static_cast<std::uint32_t>(count_));
    Row& row = rows_[count_++];
    row = Row();
    row.key = key;
    return &row;
  }

  std::uint64_t seed_;
  Slots slots_;
  BlockList<Row, 256> rows_;
  std::size_t count_ = 0;
  bool full_ = false;
};

}  // namespace packetglass
