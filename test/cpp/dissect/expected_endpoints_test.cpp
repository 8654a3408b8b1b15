// Announced endpoints: what holds when, and how much is kept.
#include "dissect/expected_endpoints.h"

#include <gtest/gtest.h>

#include <string>

#include "support/hash_key.h"

namespace packetglass {
namespace {

constexpr Route kPort{Space::kUdpPort, 5004};
constexpr Route kMedia{Space::kAnnounced, 0}, kControl{Space::kAnnounced, 1};

Address address(std::uint32_t number) {
  Address made;
  made.kind = Address::Kind::kIpv4;
  for (int i = 0; i < 4; ++i) made.bytes[i] = static_cast<std::uint8_t>(number >> 8 * i);
  return made;
}

Route found(const ExpectedEndpoints& endpoints, std::uint32_t host, std::uint64_t number) {
  const auto expected = endpoints.find(address(host), kPort, number);
  return expected ? expected->route : Route{};
}

TEST(ExpectedEndpoints, HoldForThePacketsBehind) {
  ExpectedEndpoints endpoints;
  EXPECT_TRUE(endpoints.empty());
  endpoints.add(address(1), kPort, kMedia, {}, 10);
  EXPECT_EQ(found(endpoints, 1, 9), Route{});
  EXPECT_EQ(found(endpoints, 1, 10), Route{});
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  EXPECT_EQ(found(endpoints, 2, 11), Route{});
  EXPECT_FALSE(endpoints.find(address(1), {Space::kUdpPort, 5005}, 11));
  EXPECT_FALSE(endpoints.find(address(1), {Space::kTcpPort, 5004}, 11));
}

TEST(ExpectedEndpoints, ALaterAnnouncementHoldsFromThereOn) {
  ExpectedEndpoints endpoints;
  endpoints.add(address(1), kPort, kMedia, {}, 10);
  endpoints.add(address(1), kPort, kControl, {}, 20);
  endpoints.add(address(1), kPort, kMedia, {}, 30);
  EXPECT_EQ(found(endpoints, 1, 20), kMedia);
  EXPECT_EQ(found(endpoints, 1, 21), kControl);
  EXPECT_EQ(found(endpoints, 1, 31), kMedia);
}

// Else the packets that are read again would push others out.
TEST(ExpectedEndpoints, SayingItAgainTakesNoRoom) {
  ExpectedEndpoints endpoints;
  for (std::uint64_t number : {10, 20, 20, 30, 40, 50, 60, 70}) {
    endpoints.add(address(1), kPort, kMedia, {}, number);
  }
  endpoints.add(address(1), kPort, kControl, {}, 80);
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  EXPECT_EQ(found(endpoints, 1, 81), kControl);
}

TEST(ExpectedEndpoints, NothingIsForgottenBecauseOfOthers) {
  ExpectedEndpoints endpoints;
  for (std::uint32_t i = 1; i <= 20000; ++i) endpoints.add(address(i), kPort, kMedia, {}, i);
  for (std::uint32_t i = 1; i <= 20000; ++i) EXPECT_EQ(found(endpoints, i, 30000), kMedia) << i;
  EXPECT_EQ(endpoints.first_left_out(), 0u);
}

TEST(ExpectedEndpoints, BeyondTheLimitNothingIsAdded) {
  ExpectedEndpoints endpoints;
  constexpr std::uint32_t kMost = ExpectedEndpoints::kMost;
  for (std::uint32_t i = 1; i <= kMost + 100; ++i) endpoints.add(address(i), kPort, kMedia, {}, i);
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
    endpoints.add(address(1), kPort, i % 2 != 0 ? kMedia : kControl, {}, i);
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
      endpoints.add(address(i * 7919 % 1500), kPort, i % 3 != 0 ? kMedia : kControl, {}, i);
    std::vector<bool> out;
    for (std::uint32_t i = 0; i < 1500; ++i) out.push_back(found(endpoints, i, 4000) == kMedia);
    return out;
  };
  for (std::uint32_t key = 1; key < 6; ++key) EXPECT_EQ(known(key), known(0)) << key;
}

TEST(ExpectedEndpoints, OfTwoThatOnePacketAnnouncesTheFirstHolds) {
  ExpectedEndpoints endpoints;
  for (int i = 0; i < 5000; ++i)
    endpoints.add(address(1), kPort, i % 2 ? kControl : kMedia, {}, 10);
  EXPECT_EQ(found(endpoints, 1, 11), kMedia);
  endpoints.add(address(2), kPort, kMedia, {}, 11);
  EXPECT_EQ(found(endpoints, 1, 12), kMedia);
}

std::string words(const ExpectedEndpoints& endpoints, std::uint64_t number) {
  const auto expected = endpoints.find(address(1), kPort, number);
  return expected ? std::string(expected->words) : "nothing";
}

TEST(ExpectedEndpoints, OtherWordsAreAnotherAnnouncement) {
  ExpectedEndpoints endpoints;
  endpoints.add(address(1), kPort, kMedia, "96 opus\n", 10);
  endpoints.add(address(1), kPort, kMedia, "96 opus\n", 20);
  endpoints.add(address(1), kPort, kMedia, "96 speex\n", 30);
  EXPECT_EQ(words(endpoints, 30), "96 opus\n");
  EXPECT_EQ(words(endpoints, 31), "96 speex\n");
  EXPECT_EQ(endpoints.size(), 2u);
}

TEST(ExpectedEndpoints, AConversationSaysMoreOfWhatItAnnouncedLast) {
  ExpectedEndpoints endpoints;
  endpoints.add_words(7, "RETR nothing", 5);
  endpoints.add(address(1), kPort, kMedia, "PASV", 10, 7);
  endpoints.add_words(7, "RETR a", 12);
  endpoints.add_words(7, "RETR b", 14);
  endpoints.add_words(8, "RETR c", 16);
  EXPECT_EQ(words(endpoints, 12), "PASV");
  EXPECT_EQ(words(endpoints, 13), "PASV\nRETR a");
  EXPECT_EQ(words(endpoints, 17), "PASV\nRETR b");
  const auto expected = endpoints.find(address(1), kPort, 17);
  EXPECT_EQ(expected->setup, 10u);
  EXPECT_EQ(expected->since, 14u);
}

TEST(ExpectedEndpoints, WordsBeyondTheLimitsAreLeftOut) {
  ExpectedEndpoints endpoints;
  endpoints.add(address(1), kPort, kMedia, std::string(100000, 'a'), 1);
  EXPECT_EQ(words(endpoints, 2).size(), ExpectedEndpoints::kMostWords);
  for (std::uint32_t i = 2; i <= 40000; ++i) {
    endpoints.add(address(i), kPort, kMedia, std::to_string(i) + std::string(1000, 'a'), i);
  }
  EXPECT_EQ(endpoints.size(), 40000u);
  EXPECT_LT(endpoints.memory(), 2 * ExpectedEndpoints::kMostAllWords);
}

}  // namespace
}  // namespace packetglass
