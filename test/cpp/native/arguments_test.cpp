// Numbers of the command line.
#include "native/arguments.h"

#include <gtest/gtest.h>

namespace packetglass::native {
namespace {

TEST(ParseNumber, TakesDecimalDigitsAlone) {
  EXPECT_EQ(parse_number<std::uint16_t>("65535"), 65535);
  for (const char* word : {"65536", "-1", "+1", "1k", " 1", "", "0x1"}) {
    EXPECT_EQ(parse_number<std::uint16_t>(word), std::nullopt) << word;
  }
}

}  // namespace
}  // namespace packetglass::native
