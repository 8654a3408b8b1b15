// Rows by their key.
#include "flow/keyed_rows.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

struct Row {
  std::array<std::uint64_t, 2> key{};
  std::uint64_t count = 0;
};

TEST(KeyedRows, FindAgainWhatWasAdded) {
  KeyedRows<Row> rows;
  for (int round = 1; round <= 2; ++round) {
    for (std::uint64_t i = 0; i < 10'000; ++i) ++rows.find_or_add({i, i >> 3})->count;
  }
  ASSERT_EQ(rows.size(), 10'000u);
  for (std::uint64_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].key[0], i);  // as they came
    EXPECT_EQ(rows[i].count, 2u);
  }
  EXPECT_FALSE(rows.full());
}

TEST(KeyedRows, StayWhereTheyAre) {
  KeyedRows<Row> rows;
  const Row* const first = rows.find_or_add({1, 1});
  for (std::uint64_t i = 0; i < 10'000; ++i) rows.find_or_add({2, i});
  EXPECT_EQ(rows.find_or_add({1, 1}), first);
}

TEST(KeyedRows, AreGuessedByTheirHash) {
  KeyedRows<Row> rows;
  const std::array<std::uint64_t, 2> key{1, 2};
  const std::uint32_t hash = rows.hash_of(key);
  rows.ask_for_slot(hash);
  EXPECT_EQ(rows.ask_for_row(hash), nullptr);
  const Row* const row = rows.find_or_add(key, hash);
  rows.ask_for_slot(hash);
  EXPECT_EQ(rows.ask_for_row(hash), row);
  // Another key with the same hash is told apart by find_or_add() alone.
  EXPECT_NE(rows.find_or_add({3, 4}, hash), row);
  EXPECT_EQ(rows.ask_for_row(hash), row);
}

TEST(KeyedRows, TellApartKeysThatDifferInOneWord) {
  KeyedRows<Row> rows;
  rows.find_or_add({1, 0});
  rows.find_or_add({0, 1});
  rows.find_or_add({1, 1});
  EXPECT_EQ(rows.size(), 3u);
}

}  // namespace
}  // namespace packetglass
