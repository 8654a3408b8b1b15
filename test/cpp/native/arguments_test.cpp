// Words of the command line.
#include "native/arguments.h"

#include <gtest/gtest.h>

namespace packetglass::native {
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

TEST(SameWord, IsSoWhateverTheCase) {
  EXPECT_TRUE(is_same_word("PcapNG", "pcapng"));
  EXPECT_FALSE(is_same_word("pcap", "pcapng"));
  EXPECT_FALSE(is_same_word("[", "{")) << "these differ by the bit of the case";
}

TEST(ParseNumber, TakesDecimalDigitsAlone) {
  EXPECT_EQ(parse_number<std::uint16_t>("65535"), 65535);
  for (const char* word : {"65536", "-1", "+1", "1k", " 1", "", "0x1"}) {
    EXPECT_EQ(parse_number<std::uint16_t>(word), std::nullopt) << word;
  }
}

}  // namespace
}  // namespace packetglass::native
