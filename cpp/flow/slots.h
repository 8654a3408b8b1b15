// Where the conversations with a hash are: a table with open addressing.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace packetglass {

// Word by word: the library would call memcmp.
template <std::size_t kWords>
bool same_words(const std::array<std::uint64_t, kWords>& a,
                const std::array<std::uint64_t, kWords>& b) {
  std::uint64_t differences = 0;
  for (std::size_t i = 0; i < kWords; ++i) differences |= a[i] ^ b[i];
  return differences == 0;
}

// Nothing is ever taken out. Slots move only in make_room().
class Slots {
 public:
  struct Slot {
    std::uint32_t hash;  // 0: free
    std::uint32_t conversation;
  };

  // Grows until `more` slots can be taken and half of them stay free. false when there is no
  // memory: everything stays where it is.
  [[nodiscard]] bool make_room(std::size_t more);

  // Slots in all; where there are none, nothing else may be asked.
  std::size_t size() const { return size_; }
  std::size_t memory() const { return size_ * sizeof(Slot); }

  // Where a search for the hash begins.
  Slot* place(std::uint32_t hash) const { return &slots_[hash & (size_ - 1)]; }
  // The first slot from its place on that is free or has this hash.
  Slot* find(std::uint32_t hash) { return from(place(hash), hash); }
  // The next one behind a slot that is not free.
  Slot* next(Slot* slot, std::uint32_t hash) { return from(after(slot), hash); }
  // Fills a slot, which may have been free.
  void fill(Slot& slot, std::uint32_t hash, std::uint32_t conversation) {
    taken_ += slot.hash == 0 ? 1 : 0;
    slot = {hash, conversation};
  }

 private:
  static constexpr std::size_t kFirstSize = 1024;

  struct Free {
    void operator()(Slot* slots) const { std::free(slots); }
  };

  Slot* after(Slot* slot) const { return slot + 1 == &slots_[size_] ? &slots_[0] : slot + 1; }
  Slot* from(Slot* slot, std::uint32_t hash) const {
    while (slot->hash != 0 && slot->hash != hash) slot = after(slot);
    return slot;
  }
  bool resize(std::size_t size);

  std::unique_ptr<Slot[], Free> slots_;
  std::size_t size_ = 0;  // a power of two
  std::size_t taken_ = 0;
};

}  // namespace packetglass
