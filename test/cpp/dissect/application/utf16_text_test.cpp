// Texts in UTF-16.
#include "dissect/application/utf16_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace packetglass {
namespace {

std::string text_of(std::vector<std::uint8_t> bytes) {
  return utf16_text(bytes);
}

TEST(Utf16Text, IsThatOfEachCharacter) {
  EXPECT_EQ(text_of({}), "");
  EXPECT_EQ(text_of({'a', 0, 0xe4, 0, 0xac, 0x20}), "a\u00e4\u20ac");
  EXPECT_EQ(text_of({0x3d, 0xd8, 0x00, 0xde}), "\U0001f600");
}

TEST(Utf16Text, EndsWithAZeroOrItsBytes) {
  EXPECT_EQ(text_of({'a', 0, 0, 0, 'b', 0}), "a");
  EXPECT_EQ(text_of({'a', 0, 'b'}), "a");
}

TEST(Utf16Text, ReplacesHalvesOfCharacters) {
  EXPECT_EQ(text_of({0x3d, 0xd8}), "\ufffd");
  EXPECT_EQ(text_of({0x3d, 0xd8, 'a', 0}), "\ufffda");
  EXPECT_EQ(text_of({0x00, 0xde, 'a', 0}), "\ufffda");
}

}  // namespace
}  // namespace packetglass
