// Hashes by a secret: their bits are fair whatever is hashed, and nothing of one secret holds for
// another.
#include "base/keyed_hash.h"

#include <gtest/gtest.h>

#include <random>

#include "support/hash_key.h"

namespace packetglass {
namespace {

using Key = std::array<std::uint64_t, 2>;

// How often the hashes of two keys agree in these bits, of a number of secrets.
int agreements(const Key& a, const Key& b, std::uint32_t bits, int secrets) {
  int count = 0;
  for (int i = 0; i < secrets; ++i) {
    const KeyedHash secret(static_cast<std::uint32_t>(i));
    count += ((secret.of(a) ^ secret.of(b)) & bits) == 0;
  }
  return count;
}

// Keys that differ in one bit only, or in all; and bits from both ends of the hash.
TEST(KeyedHash, MakesAnyTwoKeysMeetAsSeldomAsChance) {
  constexpr int kSecrets = 4096;
  const Key pairs[][2] = {{{0, 0}, {1, 0}},
                          {{0, 0}, {0, std::uint64_t{1} << 63}},
                          {{0, 0}, {std::uint64_t{1} << 32, 0}},
                          {{7, 9}, {9, 7}},
                          {{0, 0}, {~std::uint64_t{0}, ~std::uint64_t{0}}},
                          {{0, 0}, {std::uint64_t{1} << 31, 0}}};
  for (const auto& [a, b] : pairs) {
    for (const std::uint32_t bits : {0x0000000fu, 0x00f00000u, 0x78000000u}) {
      // 256 on average; seven times the standard deviation of 15.5 never happens by chance.
      EXPECT_NEAR(agreements(a, b, bits, kSecrets), kSecrets / 16, 110) << a[0] << " " << b[0];
    }
  }
}

TEST(KeyedHash, IsNeverZeroWhichIsNone) {
  std::mt19937_64 dice(3);
  const KeyedHash secret;
  for (int i = 0; i < 10'000; ++i) EXPECT_NE(secret.of(Key{dice(), dice()}), 0u);
}

TEST(KeyedHash, IsAnotherForEveryKeyAndGeneration) {
  const Key key{1, 2};
  const std::uint32_t plain = KeyedHash().of(key);
  EXPECT_EQ(KeyedHash().of(key), plain);
  EXPECT_NE(KeyedHash(1).of(key), plain);
  {
    const test::HashKey other(5);
    EXPECT_NE(KeyedHash().of(key), plain);
    EXPECT_NE(KeyedHash().of(key), KeyedHash(1).of(key));
  }
  EXPECT_EQ(KeyedHash().of(key), plain);
}

TEST(KeyedHash, IsMadeOfPartsInAnyOrder) {
  const KeyedHash secret;
  const std::array<std::uint64_t, 5> key{1, 2, 3, 4, 5};
  std::uint64_t sum = 0;
  for (std::size_t i = 5; i-- > 0;) sum += secret.part(i, key[i]);
  EXPECT_EQ(secret.of_sum(sum), secret.of(key));
}

}  // namespace
}  // namespace packetglass
