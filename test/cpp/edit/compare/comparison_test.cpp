// Which packets of two captures are found to differ.
#include "edit/compare/comparison.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

// Compares lists of packets, each by a letter and a digit: "a1" has content a and time 1.
std::vector<std::string> compare(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b, PairBy by = PairBy::kContent) {
  std::vector<std::string> found;
  Comparison comparison(by, [&](const FoundDifference& difference) {
    std::string text(name_of(difference.kind));
    if (difference.a) text += " " + std::to_string(difference.a->number);
    if (difference.b) text += " " + std::to_string(difference.b->number);
    found.push_back(text);
  });
  const auto digest = [](const std::string& word, std::size_t i) {
    PacketDigest packet;
    packet.number = i + 1;
    packet.time = word[1] - '0';
    packet.bytes = {static_cast<std::uint64_t>(word[0]), 0};
    return packet;
  };
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    if (i < a.size()) comparison.add(0, digest(a[i], i));
    if (i < b.size()) comparison.add(1, digest(b[i], i));
  }
  comparison.finish();
  return found;
}

using Found = std::vector<std::string>;

TEST(Comparison, FindsNothingInEqualCaptures) {
  EXPECT_EQ(compare({"a1", "b2", "b3"}, {"a1", "b2", "b3"}), Found{});
  EXPECT_EQ(compare({}, {}), Found{});
}

TEST(Comparison, FindsWhatOnlyOneHasAndCallsNothingBehindItMoved) {
  EXPECT_EQ(compare({"a1", "b2", "c3", "d4"}, {"a1", "c3", "d4"}), Found{"only in A 2"});
  EXPECT_EQ(compare({"c3", "d4"}, {"a1", "b2", "c3", "d4"}),
            (Found{"only in B 1", "only in B 2"}));
}

TEST(Comparison, FindsTheOnePacketThatMovedEitherWay) {
  EXPECT_EQ(compare({"a1", "b1", "c1", "d1"}, {"d1", "a1", "b1", "c1"}), Found{"moved 4 1"});
  EXPECT_EQ(compare({"a1", "b1", "c1", "d1"}, {"b1", "c1", "d1", "a1"}), Found{"moved 1 4"});
}

TEST(Comparison, FindsWhatChangedOfPacketsWithOneContentOrOneTime) {
  EXPECT_EQ(compare({"a1", "b2"}, {"a1", "b3"}), Found{"changed 2 2"});
  EXPECT_EQ(compare({"a1", "b2"}, {"a1", "x2"}), Found{"changed 2 2"});
  EXPECT_EQ(compare({"a1", "b2"}, {"a1", "x3"}), (Found{"only in A 2", "only in B 2"}));
  EXPECT_EQ(compare({"a1", "b0"}, {"a1", "x0"}), (Found{"only in A 2", "only in B 2"}));
  EXPECT_EQ(compare({"a1", "b2"}, {"x1", "y2"}, PairBy::kTime),
            (Found{"changed 1 1", "changed 2 2"}));
  EXPECT_EQ(compare({"a1", "b2"}, {"b2", "a1"}, PairBy::kNumber),
            (Found{"changed 1 1", "changed 2 2"}));
}

TEST(Comparison, HoldsNoMoreThanItsLimitOfPacketsThatHaveNoLike) {
  std::uint64_t only = 0;
  Comparison comparison(PairBy::kNumber, [&](const FoundDifference&) { ++only; });
  for (std::uint64_t i = 1; i <= Comparison::kMostWaiting + 5; ++i) {
    PacketDigest packet;
    packet.number = i;
    comparison.add(0, packet);
  }
  EXPECT_EQ(only, 5u);
  comparison.finish();
  EXPECT_EQ(only, Comparison::kMostWaiting + 5);
}

}  // namespace
}  // namespace packetglass
