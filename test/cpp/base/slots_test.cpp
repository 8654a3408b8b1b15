// Slots: what was put in is found again, however much else is there.
#include "base/slots.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

// Hashes that are asked for again: none are where no search becomes long.
std::uint32_t never(const KeyedHash&, std::uint32_t) {
  ADD_FAILURE() << "another secret";
  return 1;
}

TEST(Slots, FindsWhatItWasGiven) {
  Slots slots;
  EXPECT_EQ(slots.size(), 0u);
  constexpr std::uint32_t kCount = 5000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(slots.make_room(1, never));
    slots.fill(*slots.find(i * 7919 + 1), i * 7919 + 1, i);
  }
  EXPECT_GE(slots.size(), 2 * kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    EXPECT_EQ(slots.find(i * 7919 + 1)->row, i);
  }
  EXPECT_EQ(slots.find(2)->hash, 0u);
}

// From the last slot of the table on it goes on at the first.
TEST(Slots, ManyOfOneHashStandBehindOneAnother) {
  constexpr std::uint32_t kHash = ~std::uint32_t{0};
  Slots slots;
  ASSERT_TRUE(slots.make_room(3, never));
  for (std::uint32_t i = 0; i < 3; ++i) {
    Slots::Slot* slot = slots.find(kHash);
    while (slot->hash != 0) slot = slots.next(slot, kHash);
    slots.fill(*slot, kHash, i);
  }
  const Slots::Slot* slot = slots.find(kHash);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(slot->row, i);
    slot = slots.next(const_cast<Slots::Slot*>(slot), kHash);
  }
  EXPECT_EQ(slot->hash, 0u);
}

// All rows begin at the same slot until another secret is taken.
TEST(Slots, TakeAnotherSecretWhereASearchIsLong) {
  constexpr std::uint32_t kCount = 5000;
  Slots slots;
  const auto hash_of = [](const KeyedHash& secret, std::uint32_t row) {
    return secret.of(std::array<std::uint64_t, 1>{row});
  };
  for (std::uint32_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(slots.make_room(1, hash_of));
    const std::uint32_t hash = slots.renewals() == 0 ? 7 : hash_of(slots.secret(), i);
    Slots::Slot* slot = slots.find(hash);
    while (slot->hash != 0) slot = slots.next(slot, hash);
    slots.fill(*slot, hash, i);
  }
  EXPECT_EQ(slots.renewals(), 1u);
  EXPECT_LT(slots.steps(), 2 * kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const std::uint32_t hash = hash_of(slots.secret(), i);
    const Slots::Slot* slot = slots.find(hash);
    while (slot->hash != 0 && slot->row != i) {
      slot = slots.next(const_cast<Slots::Slot*>(slot), hash);
    }
    EXPECT_NE(slot->hash, 0u) << i;
  }
}

// However hashes fall the work has a bound: for as many slots a few secrets are tried.
TEST(Slots, GiveUpWhereNoSecretHelps) {
  std::uint64_t hashed = 0;
  Slots slots;
  constexpr std::uint32_t kCount = 3000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(slots.make_room(1, [&](const KeyedHash&, std::uint32_t) { return ++hashed, 9u; }));
    Slots::Slot* slot = slots.find(9);
    while (slot->hash != 0) slot = slots.next(slot, 9);
    slots.fill(*slot, 9, i);
  }
  EXPECT_GE(slots.renewals(), Slots::kMaxRenewals);
  EXPECT_LE(hashed, 2 * std::uint64_t{Slots::kMaxRenewals} * kCount);
}

TEST(Slots, FillingAgainReplaces) {
  Slots slots;
  ASSERT_TRUE(slots.make_room(1, never));
  slots.fill(*slots.find(9), 9, 1);
  slots.fill(*slots.find(9), 9, 2);
  EXPECT_EQ(slots.find(9)->row, 2u);
}

}  // namespace
}  // namespace packetglass
