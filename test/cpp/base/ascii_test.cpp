// Characters of ASCII.
#include "base/ascii.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

TEST(SameWord, IsSoWhateverTheCase) {
  EXPECT_TRUE(same_word("PcapNG", "pcapng"));
  EXPECT_FALSE(same_word("pcap", "pcapng"));
  EXPECT_FALSE(same_word("[", "{")) << "these differ by the bit of the case";
}

}  // namespace
}  // namespace packetglass
