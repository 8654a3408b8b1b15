// Slots: what was put in is found again, however much else is there.
#include "flow/slots.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

TEST(Slots, FindsWhatItWasGiven) {
  Slots slots;
  EXPECT_EQ(slots.size(), 0u);
  constexpr std::uint32_t kCount = 5000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(slots.make_room(1));
    slots.fill(*slots.find(i * 7919 + 1), i * 7919 + 1, i);
  }
  EXPECT_GE(slots.size(), 2 * kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) {
    EXPECT_EQ(slots.find(i * 7919 + 1)->conversation, i);
  }
  EXPECT_EQ(slots.find(2)->hash, 0u);
}

// From the last place of the table on it goes on at the first.
TEST(Slots, ManyOfOneHashStandBehindOneAnother) {
  constexpr std::uint32_t kHash = ~std::uint32_t{0};
  Slots slots;
  ASSERT_TRUE(slots.make_room(3));
  for (std::uint32_t i = 0; i < 3; ++i) {
    Slots::Slot* slot = slots.find(kHash);
    while (slot->hash != 0) slot = slots.next(slot, kHash);
    slots.fill(*slot, kHash, i);
  }
  const Slots::Slot* slot = slots.find(kHash);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(slot->conversation, i);
    slot = slots.next(const_cast<Slots::Slot*>(slot), kHash);
  }
  EXPECT_EQ(slot->hash, 0u);
}

TEST(Slots, FillingAgainReplaces) {
  Slots slots;
  ASSERT_TRUE(slots.make_room(1));
  slots.fill(*slots.find(9), 9, 1);
  slots.fill(*slots.find(9), 9, 2);
  EXPECT_EQ(slots.find(9)->conversation, 2u);
}

}  // namespace
}  // namespace packetglass
