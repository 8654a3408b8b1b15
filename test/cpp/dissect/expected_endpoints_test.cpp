// Announced endpoints: what holds when, and how much is kept.
#include "dissect/expected_endpoints.h"

#include <gtest/gtest.h>

#include "support/hash_key.h"

namespace packetglass {
namespace {

constexpr Route kMedia{Space::kAnnounced, 0}, kControl{Space::kAnnounced, 1};

Address address(std::uint32_t number) {
  Address made;
  made.kind = Address::Kind::kIpv4;
  for (int i = 0; i < 4; ++i) made.bytes[i] = static_cast<std::uint8_t>(number >> 8 * i);
  return made;
}

Route found(const ExpectedEndpoints& endpoints, std::uint32_t host, std::uint64_t number) {
  const Route* const route = endpoints.find(address(host), 5004, number);
  return route == nullptr ? Route{} : *route;
}

TEST(ExpectedEndpoints, HoldForThePacketsBehind) {
  ExpectedEndpoints endpoints;
  EXPECT_TRUE(endpoints.empty());
  endpoints.add(address(1), 5004, kMedia, 10);
  EXPECT_EQ(found(endpoints, 1, 9), Route{});
  EXPECT_EQ(found(endpoints, 1, 10), Route{});
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  EXPECT_EQ(found(endpoints, 2, 11), Route{});
  EXPECT_EQ(endpoints.find(address(1), 5005, 11), nullptr);
}

TEST(ExpectedEndpoints, ALaterAnnouncementHoldsFromThereOn) {
  ExpectedEndpoints endpoints;
  endpoints.add(address(1), 5004, kMedia, 10);
  endpoints.add(address(1), 5004, kControl, 20);
  endpoints.add(address(1), 5004, kMedia, 30);
  EXPECT_EQ(found(endpoints, 1, 20), kMedia);
  EXPECT_EQ(found(endpoints, 1, 21), kControl);
  EXPECT_EQ(found(endpoints, 1, 31), kMedia);
}

// Else the packets that are read again would push others out.
TEST(ExpectedEndpoints, SayingItAgainTakesNoRoom) {
  ExpectedEndpoints endpoints;
  for (std::uint64_t number : {10, 20, 20, 30, 40, 50, 60, 70}) {
    endpoints.add(address(1), 5004, kMedia, number);
  }
  endpoints.add(address(1), 5004, kControl, 80);
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  EXPECT_EQ(found(endpoints, 1, 81), kControl);
}

TEST(ExpectedEndpoints, NothingIsForgottenBecauseOfOthers) {
  ExpectedEndpoints endpoints;
  for (std::uint32_t i = 1; i <= 20000; ++i) endpoints.add(address(i), 5004, kMedia, i);
  for (std::uint32_t i = 1; i <= 20000; ++i) EXPECT_EQ(found(endpoints, i, 30000), kMedia) << i;
  EXPECT_EQ(endpoints.first_left_out(), 0u);
}

TEST(ExpectedEndpoints, BeyondTheLimitNothingIsAdded) {
  ExpectedEndpoints endpoints;
  constexpr std::uint32_t kMost = ExpectedEndpoints::kMost;
  for (std::uint32_t i = 1; i <= kMost + 100; ++i) endpoints.add(address(i), 5004, kMedia, i);
  EXPECT_EQ(endpoints.size(), kMost);
  EXPECT_EQ(endpoints.first_left_out(), kMost + 1);
  EXPECT_EQ(found(endpoints, kMost, 2 * kMost), kMedia);
  EXPECT_EQ(found(endpoints, kMost + 1, 2 * kMost), Route{});
  EXPECT_LT(endpoints.memory() / kMost, 100u);
}

// Each lookup would walk through all that one endpoint was announced as.
TEST(ExpectedEndpoints, OneEndpointIsAnnouncedSoOftenAndNoMore) {
  ExpectedEndpoints endpoints;
  for (std::uint32_t i = 1; i <= 100000; ++i) {
    endpoints.add(address(1), 5004, i % 2 != 0 ? kMedia : kControl, i);
  }
  EXPECT_EQ(endpoints.size(), ExpectedEndpoints::kMostOfOne);
  EXPECT_EQ(endpoints.first_left_out(), ExpectedEndpoints::kMostOfOne + 1);
  EXPECT_EQ(found(endpoints, 1, 2), kMedia);
  EXPECT_EQ(found(endpoints, 1, 100000), kControl);
}

// What is kept does not depend on who meets whom in a table.
TEST(ExpectedEndpoints, AreTheSameUnderAnyHashKey) {
  const auto known = [](std::uint32_t key) {
    const test::HashKey set(key);
    ExpectedEndpoints endpoints;
    for (std::uint32_t i = 1; i <= 3000; ++i)
      endpoints.add(address(i * 7919 % 1500), 5004, i % 3 != 0 ? kMedia : kControl, i);
    std::vector<bool> out;
    for (std::uint32_t i = 0; i < 1500; ++i) out.push_back(found(endpoints, i, 4000) == kMedia);
    return out;
  };
  for (std::uint32_t key = 1; key < 6; ++key) EXPECT_EQ(known(key), known(0)) << key;
}

TEST(ExpectedEndpoints, OfTwoThatOnePacketAnnouncesTheFirstHolds) {
  ExpectedEndpoints endpoints;
  for (int i = 0; i < 5000; ++i) endpoints.add(address(1), 5004, i % 2 ? kControl : kMedia, 10);
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  endpoints.add(address(2), 5004, kMedia, 11);
  EXPECT_EQ(found(endpoints, 1, 12), kMedia);
}

}  // namespace
}  // namespace packetglass
