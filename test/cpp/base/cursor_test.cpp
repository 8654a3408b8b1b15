#include "base/cursor.h"

#include <gtest/gtest.h>

#include "base/appender.h"

namespace packetglass {
namespace {

std::vector<std::uint8_t> all_fields(ByteOrder order) {
  std::vector<std::uint8_t> out;
  Appender fields(out, order);
  fields.u8(0x01);
  fields.u16(0x0203);
  fields.u32(0x04050607);
  fields.u64(0x08090a0b0c0d0e0f);
  fields.i32(-3600);
  const std::uint8_t tail[] = {0xaa, 0xbb};
  fields.bytes(tail);
  return out;
}

TEST(Appender, WritesTheMostSignificantByteFirstWhenBigEndian) {
  const auto out = all_fields(ByteOrder::kBig);
  const std::vector<std::uint8_t> start(out.begin(), out.begin() + 7);
  EXPECT_EQ(start, (std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7}));
}

TEST(Appender, WritesTheLeastSignificantByteFirstWhenLittleEndian) {
  const auto out = all_fields(ByteOrder::kLittle);
  const std::vector<std::uint8_t> start(out.begin(), out.begin() + 7);
  EXPECT_EQ(start, (std::vector<std::uint8_t>{1, 3, 2, 7, 6, 5, 4}));
}

TEST(Cursor, ReadsBackWhatTheAppenderWroteInEitherOrder) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    const auto out = all_fields(order);
    Cursor cursor(out, order);
    EXPECT_EQ(cursor.u8(), 0x01);
    EXPECT_EQ(cursor.u16(), 0x0203);
    EXPECT_EQ(cursor.u32(), 0x04050607u);
    EXPECT_EQ(cursor.u64(), 0x08090a0b0c0d0e0fu);
    EXPECT_EQ(cursor.i32(), -3600);
    EXPECT_EQ(cursor.bytes(2).size(), 2u);
    EXPECT_FALSE(cursor.failed());
    EXPECT_EQ(cursor.left(), 0u);
  }
}

TEST(Cursor, FailsAtEveryShorterLength) {
  const auto out = all_fields(ByteOrder::kBig);
  for (std::size_t size = 0; size < out.size(); ++size) {
    Cursor cursor(Bytes(out).first(size), ByteOrder::kBig);
    cursor.u8(), cursor.u16(), cursor.u32(), cursor.u64(), cursor.i32(), cursor.bytes(2);
    EXPECT_TRUE(cursor.failed()) << size;
  }
}

TEST(Cursor, ReadsZeroOnceAFieldDidNotFitEvenWhereALaterOneWould) {
  const std::uint8_t bytes[] = {1, 2, 3};
  Cursor cursor(bytes, ByteOrder::kBig);
  EXPECT_EQ(cursor.u32(), 0u);
  EXPECT_EQ(cursor.u8(), 0u);
  EXPECT_TRUE(cursor.bytes(1).empty());
  EXPECT_EQ(cursor.position(), 0u);
}

TEST(Cursor, DoesNotOverflowOnAHugeCount) {
  const std::uint8_t bytes[] = {1, 2, 3};
  Cursor cursor(bytes, ByteOrder::kBig);
  cursor.u8();
  EXPECT_TRUE(cursor.bytes(static_cast<std::size_t>(-1)).empty());
  EXPECT_TRUE(cursor.failed());
}

}  // namespace
}  // namespace packetglass
