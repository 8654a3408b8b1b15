#include "edit/anonymise/prefix_preserving.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

#include "support/anonymising.h"

namespace packetglass::anonymise {
namespace {

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

unsigned common_bits(std::uint32_t a, std::uint32_t b) {
  return static_cast<unsigned>(std::countl_zero(a ^ b));
}

unsigned common_bits(const Ipv6& a, const Ipv6& b) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    bits += static_cast<unsigned>(std::countl_zero(static_cast<std::uint8_t>(a[i] ^ b[i])));
    if (a[i] != b[i]) break;
  }
  return bits;
}

TEST(PrefixPreserving, MakesThePseudonymsOfThePublishedTrace) {
  PrefixPreserving prefixes(test::kSampleKey);
  EXPECT_EQ(prefixes.ipv4(ipv4(128, 11, 68, 132)), ipv4(135, 242, 180, 132));
  EXPECT_EQ(prefixes.ipv4(ipv4(129, 118, 74, 4)), ipv4(134, 136, 186, 123));
  EXPECT_EQ(prefixes.ipv4(ipv4(192, 102, 249, 13)), ipv4(252, 138, 62, 131));
  EXPECT_EQ(prefixes.ipv4(ipv4(24, 5, 0, 80)), ipv4(100, 9, 15, 210));
  EXPECT_EQ(prefixes.ipv4(ipv4(4, 3, 88, 225)), ipv4(124, 60, 155, 63));
  EXPECT_EQ(prefixes.ipv4(ipv4(64, 39, 15, 238)), ipv4(0, 219, 7, 41));
}

TEST(PrefixPreserving, MakesThePseudonymsThatOthersMakeOfIpv6) {
  PrefixPreserving prefixes(test::kSampleKey);
  const Ipv6 one{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  EXPECT_EQ(prefixes.ipv6(one), (Ipv6{0x44, 0x01, 0x02, 0xbc, 0x60, 0x3f, 0xd9, 0x1d, 0x02, 0x7f,
                                      0xff, 0x8e, 0xe6, 0xf1, 0xdc, 0x1e}));
  Ipv6 two = one;
  two[15] = 2;
  EXPECT_EQ(prefixes.ipv6(two), (Ipv6{0x44, 0x01, 0x02, 0xbc, 0x60, 0x3f, 0xd9, 0x1d, 0x02, 0x7f,
                                      0xff, 0x8e, 0xe6, 0xf1, 0xdc, 0x1c}));
  const Ipv6 loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  EXPECT_EQ(prefixes.ipv6(loopback), (Ipv6{0x78, 0xff, 0xf0, 0x01, 0x9f, 0xc0, 0x20, 0xdf, 0x83,
                                           0x80, 0xb1, 0xf1, 0x07, 0x04, 0x00, 0xed}));
}

TEST(PrefixPreserving, KeepsAsManyBitsInCommonAsTwoAddressesHave) {
  PrefixPreserving prefixes(test::kSampleKey);
  std::mt19937 chance(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint32_t a = chance();
    // Far ones share next to nothing: the second one begins as the first does.
    const std::uint32_t b = a ^ (chance() >> chance() % 32);
    ASSERT_EQ(common_bits(prefixes.ipv4(a), prefixes.ipv4(b)), common_bits(a, b)) << a << " " << b;
  }
}

TEST(PrefixPreserving, KeepsAsManyBitsInCommonAsTwoAddressesOfIpv6Have) {
  PrefixPreserving prefixes(test::kSampleKey);
  std::mt19937 chance(1);
  for (int i = 0; i < 2'000; ++i) {
    Ipv6 a, b;
    for (std::size_t k = 0; k < a.size(); ++k) {
      a[k] = static_cast<std::uint8_t>(chance());
      b[k] = k < chance() % 17 ? a[k] : static_cast<std::uint8_t>(chance());
    }
    ASSERT_EQ(common_bits(prefixes.ipv6(a), prefixes.ipv6(b)), common_bits(a, b));
  }
}

TEST(PrefixPreserving, SaysTheSameAgainWhateverWasAskedInBetween) {
  PrefixPreserving prefixes(test::kSampleKey), fresh(test::kSampleKey);
  std::mt19937 chance(1);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> asked;
  for (int i = 0; i < 5'000; ++i) asked.emplace_back(chance(), 0);
  for (auto& [address, pseudonym] : asked) pseudonym = prefixes.ipv4(address);
  for (const auto& [address, pseudonym] : asked) ASSERT_EQ(prefixes.ipv4(address), pseudonym);
  for (std::size_t i = asked.size(); i-- > 0;) {
    ASSERT_EQ(fresh.ipv4(asked[i].first), asked[i].second);
  }
}

}  // namespace
}  // namespace packetglass::anonymise
