// What packets say that later ones refer to.
#include "dissect/earlier_values.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

EarlierKey key(std::uint64_t number) {
  return EarlierKey(Subject::kSmbFile).with(number);
}

TEST(EarlierValues, SayTheLastValueBeforeAPacket) {
  EarlierValues values;
  values.add(key(1), {.packet = 2, .time = 20, .number = 7, .text = "two"}, 0);
  values.add(key(1), {.packet = 5, .time = 50, .number = 8, .text = "five"}, 0);
  EXPECT_FALSE(values.find(key(1), 2, 0));
  EXPECT_EQ(values.find(key(1), 3, 0)->text, "two");
  EXPECT_EQ(values.find(key(1), 5, 0)->number, 7u);
  EXPECT_EQ(values.find(key(1), 6, 0)->text, "five");
  EXPECT_EQ(values.find(key(1), 6, 0)->packet, 5u);
  EXPECT_EQ(values.find(key(1), 6, 0)->time, 50);
  EXPECT_FALSE(values.find(key(2), 6, 0));
}

TEST(EarlierValues, OfAPacketSayThoseInFrontOfIt) {
  EarlierValues values;
  values.add(key(1), {.packet = 2, .number = 1}, 0);
  values.add(key(1), {.packet = 2, .number = 2}, 3);
  EXPECT_FALSE(values.find(key(1), 2, 0));
  EXPECT_EQ(values.find(key(1), 2, 1)->number, 1u);
  EXPECT_EQ(values.find(key(1), 2, 3)->number, 1u);
  EXPECT_EQ(values.find(key(1), 2, 4)->number, 2u);
}

TEST(EarlierValues, KeepKeysApart) {
  EarlierValues values;
  const std::uint8_t bytes[] = {1, 2, 3};
  values.add(EarlierKey(Subject::kSmbFile).with(Bytes(bytes)), {.packet = 1}, 0);
  EXPECT_TRUE(values.find(EarlierKey(Subject::kSmbFile).with(Bytes(bytes)), 2, 0));
  EXPECT_FALSE(values.find(EarlierKey(Subject::kSmbTree).with(Bytes(bytes)), 2, 0));
  EXPECT_FALSE(values.find(EarlierKey(Subject::kSmbFile).with(Bytes(bytes).first(2)), 2, 0));
}

TEST(EarlierValues, KeepNothingBeyondTheirLimits) {
  EarlierValues values;
  values.add(key(1), {.packet = 1, .text = std::string(EarlierValues::kMostText + 1, 'x')}, 0);
  EXPECT_FALSE(values.find(key(1), 2, 0));
  const std::string long_key(EarlierKey::kMost, 'x');
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(long_key.data()), long_key.size());
  values.add(EarlierKey(Subject::kSmbFile).with(bytes), {.packet = 1}, 0);
  EXPECT_EQ(values.memory(), 0u);
}

TEST(EarlierValues, HoldBoundedMemory) {
  EarlierValues values;
  const std::string text(EarlierValues::kMostText, 'x');
  for (std::uint64_t i = 1; i <= 40'000; ++i) {
    values.add(key(i), {.packet = i, .text = text + std::to_string(i)}, 0);
    values.add(key(i), {.packet = i, .text = std::to_string(i) + text.substr(8)}, 1);
  }
  EXPECT_LE(values.memory(), EarlierValues::kMostBytes + EarlierValues::kMost * 32);
  EXPECT_TRUE(values.find(key(1), 2, 0));
  EXPECT_FALSE(values.find(key(40'000), 40'001, 0));
}

}  // namespace
}  // namespace packetglass
