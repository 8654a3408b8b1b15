// Rows that are found by their key, in the order in which they came.
#pragma once

#include <cstdint>

#include "base/block_list.h"
#include "base/slots.h"

namespace packetglass {

// A row has a `key`: an array of numbers. Running out of memory is an answer: no more rows.
template <typename Row>
class KeyedRows {
 public:
  using Key = decltype(Row::key);
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // The number of the row with this key; kNone when there is none.
  std::uint32_t find(const Key& key) const { return find(key, hash_of(key)); }
  // A new row is value-initialised; kNone when there is no memory for it.
  std::uint32_t number_of(const Key& key) {
    const std::uint32_t hash = hash_of(key);
    const std::uint32_t found = find(key, hash);
    return found != kNone ? found : put(key);
  }
  // The row itself, or nullptr. Rows stay where they are.
  Row* find_or_add(const Key& key) {
    const std::uint32_t number = number_of(key);
    return number != kNone ? &rows_[number] : nullptr;
  }

  std::size_t size() const { return count_; }
  Row& operator[](std::size_t i) { return rows_[i]; }
  const Row& operator[](std::size_t i) const { return rows_[i]; }
  // Whether there was no memory for a row.
  bool full() const { return full_; }
  // Bytes held.
  std::size_t memory() const { return slots_.memory() + rows_.memory(); }
  // How they are found.
  const Slots& slots() const { return slots_; }

 private:
  std::uint32_t hash_of(const Key& key) const { return slots_.secret().of(key); }
  std::uint32_t find(const Key& key, std::uint32_t hash) const {
    if (slots_.size() == 0) return kNone;
    Slots::Slot* slot = slots_.find(hash);
    while (slot->hash != 0 && !same_words(rows_[slot->row].key, key)) {
      slot = slots_.next(slot, hash);
    }
    return slot->hash != 0 ? slot->row : kNone;
  }
  [[gnu::noinline]] std::uint32_t put(const Key& key) {
    const auto hash_of_row = [this](const KeyedHash& secret, std::uint32_t row) {
      return secret.of(rows_[row].key);
    };
    full_ = full_ || !slots_.make_room(1, hash_of_row) || !rows_.reaches(count_);
    if (full_) return kNone;
    const std::uint32_t hash = hash_of(key);  // by the secret that there is now
    Slots::Slot* slot = slots_.find(hash);
    while (slot->hash != 0) slot = slots_.next(slot, hash);
    const auto number = static_cast<std::uint32_t>(count_++);
    slots_.fill(*slot, hash, number);
    rows_[number] = Row();
    rows_[number].key = key;
    return number;
  }

  Slots slots_;
  BlockList<Row, 256> rows_;
  std::size_t count_ = 0;
  bool full_ = false;
};

}  // namespace packetglass
