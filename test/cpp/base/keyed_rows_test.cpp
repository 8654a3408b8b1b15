// Rows by their key.
#include "base/keyed_rows.h"

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

TEST(KeyedRows, DistinguishKeysThatDifferInOneWord) {
  KeyedRows<Row> rows;
  rows.find_or_add({1, 0});
  rows.find_or_add({0, 1});
  rows.find_or_add({1, 1});
  EXPECT_EQ(rows.size(), 3u);
}

}  // namespace
}  // namespace packetglass
