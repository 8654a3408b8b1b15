// Packets that were read again: whatever the table says, nothing beyond the room is read.
#include "wasm/packets_at_hand.h"

#include <gtest/gtest.h>

#include <vector>

namespace packetglass {
namespace {

// A row of the table.
struct One {
  std::uint32_t offset, captured_length, original_length, link_type;
};

struct Found {
  std::uint64_t offset, original_length, link_type;
  std::vector<std::uint8_t> bytes;

  bool operator==(const Found&) const = default;
};

std::vector<std::uint8_t> room_of(const std::vector<One>& table,
                                  const std::vector<std::uint8_t>& bytes) {
  std::vector<std::uint8_t> room(16 * table.size());
  std::uint8_t* at = room.data();
  for (const auto& one : table) {
    for (const std::uint32_t word :
         {one.offset, one.captured_length, one.original_length, one.link_type}) {
      store(at, word, ByteOrder::kLittle);
      at += 4;
    }
  }
  room.insert(room.end(), bytes.begin(), bytes.end());
  return room;
}

std::vector<Found> found(const std::vector<std::uint8_t>& room, std::size_t count) {
  std::vector<Found> all;
  PacketsAtHand(room, count).each([&](const ReadPacket& one) {
    all.push_back({one.index,
                   one.original_length,
                   static_cast<std::uint64_t>(one.link_type),
                   {one.bytes.begin(), one.bytes.end()}});
  });
  return all;
}

TEST(PacketsAtHand, AreTheBytesOneBehindAnother) {
  const auto room =
      room_of({{7, 2, 9, 1}, {8, 0, 0, 1}, {PacketsAtHand::kNone, 3, 3, 101}}, {1, 2, 3, 4, 5});
  const std::vector<Found> expected{
      {7, 9, 1, {1, 2}}, {8, 0, 1, {}}, {PacketsAtHand::kNone, 3, 101, {3, 4, 5}}};
  EXPECT_EQ(found(room, 3), expected);
}

TEST(PacketsAtHand, EndWithTheRoom) {
  const auto room = room_of({{0, 0xffffffff, 5, 1}, {1, 4, 4, 1}}, {1, 2, 3});
  const std::vector<Found> expected{{0, 5, 1, {1, 2, 3}}, {1, 4, 1, {}}};
  EXPECT_EQ(found(room, 2), expected);
}

TEST(PacketsAtHand, AreNotMoreThanTheTableHasRoomFor) {
  const auto room = room_of({{0, 1, 1, 1}}, {1, 2, 3});
  EXPECT_EQ(found(room, 1'000'000).size(), 1u);
  EXPECT_TRUE(found({}, 1).empty());
  EXPECT_TRUE(found(std::vector<std::uint8_t>(15), 1).empty());
}

}  // namespace
}  // namespace packetglass
