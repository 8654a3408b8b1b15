// Announced endpoints: what holds when, and what is forgotten.
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

TEST(ExpectedEndpoints, TheOldestAreForgotten) {
  ExpectedEndpoints endpoints;
  for (std::uint32_t i = 1; i <= 20000; ++i) endpoints.add(address(i), 5004, kMedia, i);
  EXPECT_LT(endpoints.memory(), 100000u);
  for (std::uint32_t i = 1; i <= 20000; ++i) {
    const bool known = i > 20000 - ExpectedEndpoints::kMost;
    EXPECT_EQ(found(endpoints, i, 30000), known ? kMedia : Route{}) << i;
  }
}

// Which ones are forgotten does not depend on who meets whom in a table.
TEST(ExpectedEndpoints, AreTheSameUnderAnyHashKey) {
  const auto known = [](std::uint32_t key) {
    const test::HashKey set(key);
    ExpectedEndpoints endpoints;
    for (std::uint32_t i = 1; i <= 3000; ++i)
      endpoints.add(address(i * 7919 % 1500), 5004, kMedia, i);
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
