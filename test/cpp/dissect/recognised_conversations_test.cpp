// Recognised conversations: what holds when, and how much is kept.
#include "dissect/recognised_conversations.h"

#include <gtest/gtest.h>

#include "dissect/dissector.h"

namespace packetglass {

extern const Dissector kStun, kQuic;

namespace {

TEST(RecognisedConversations, HoldForThePacketsBehind) {
  RecognisedConversations known;
  EXPECT_FALSE(known.has(5));
  known.add(5, kStun, 10);
  EXPECT_EQ(known.find(5, 10), nullptr);
  EXPECT_EQ(known.find(5, 11), &kStun);
  EXPECT_EQ(known.find(4, 11), nullptr);
  EXPECT_EQ(known.find(100000, 11), nullptr);
}

TEST(RecognisedConversations, TheFirstOneCounts) {
  RecognisedConversations known;
  known.add(5, kStun, 10);
  known.add(5, kQuic, 20);
  EXPECT_EQ(known.find(5, 30), &kStun);
}

TEST(RecognisedConversations, BeyondTheLimitNothingIsAdded) {
  RecognisedConversations known;
  constexpr std::uint64_t kMost = RecognisedConversations::kMost;
  for (std::uint32_t i = 0; i < kMost + 100; ++i) known.add(i, kStun, i + 1);
  EXPECT_EQ(known.find(std::uint32_t{kMost} - 1, 2 * kMost), &kStun);
  EXPECT_EQ(known.find(kMost, 2 * kMost), nullptr);
  EXPECT_FALSE(known.has(kMost));
  EXPECT_LT(known.memory() / kMost, 100u);
}

}  // namespace
}  // namespace packetglass
