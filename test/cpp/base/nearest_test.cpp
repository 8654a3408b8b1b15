// Which words are near another.
#include "base/nearest.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

const std::vector<std::string_view> kWords = {"info", "print", "convert", "conversations"};

TEST(Nearest, IsTheWordThatASlipMadeOfIt) {
  EXPECT_EQ(nearest("inof", kWords), "info") << "two letters exchanged";
  EXPECT_EQ(nearest("prnt", kWords), "print");
  EXPECT_EQ(nearest("prinnt", kWords), "print");
  EXPECT_EQ(nearest("convert", kWords), "convert");
  EXPECT_EQ(nearest("conversation", kWords), "conversations");
}

TEST(Nearest, IsNoneWhenNothingIsNear) {
  EXPECT_EQ(nearest("capture.pcap", kWords), "");
  EXPECT_EQ(nearest("", kWords), "");
  EXPECT_EQ(nearest(std::string(1'000'000, 'x'), kWords), "");
}

TEST(Nearest, AreThreeAtMostTheLikestFirst) {
  const std::vector<std::string_view> words{"tcp.ports", "tcp.port", "tcp.part", "ip", "tcp.pert"};
  EXPECT_EQ(nearest_few("tcp.prt", words),
            (std::vector<std::string_view>{"tcp.port", "tcp.part", "tcp.pert"}));
  EXPECT_TRUE(nearest_few("xyzzy", words).empty());
}

}  // namespace
}  // namespace packetglass
