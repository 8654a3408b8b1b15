#include "base/utf8.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace packetglass {
namespace {

Utf8Character first(std::string_view text) {
  return first_character(bytes_of(text));
}

TEST(Utf8, KnowsTheFirstAndLastCharacterOfEachSize) {
  const auto check = [](std::string_view text, char32_t code_point) {
    const Utf8Character character = first(text);
    EXPECT_TRUE(character.whole);
    EXPECT_EQ(character.size, text.size());
    EXPECT_EQ(character.code_point, code_point);
  };
  check(std::string_view("\0", 1), 0);
  check("\x7f", 0x7f);
  check("\xc2\x80", 0x80);
  check("\xdf\xbf", 0x7ff);
  check("\xe0\xa0\x80", 0x800);
  check("\xed\x9f\xbf", 0xd7ff);
  check("\xee\x80\x80", 0xe000);
  check("\xef\xbf\xbf", 0xffff);
  check("\xf0\x90\x80\x80", 0x10000);
  check("\xf4\x8f\xbf\xbf", 0x10ffff);
}

TEST(Utf8, KnowsHowMuchOfACharacterIsThere) {
  const auto size_of_wrong = [](std::string_view text) {
    const Utf8Character character = first(text);
    EXPECT_FALSE(character.whole);
    return character.size;
  };
  EXPECT_EQ(size_of_wrong("\x80"), 1u);
  EXPECT_EQ(size_of_wrong("\xc1\xbf"), 1u);
  EXPECT_EQ(size_of_wrong("\xe2\x80"), 2u);
  EXPECT_EQ(size_of_wrong("\xe2\x80y"), 2u);
  EXPECT_EQ(size_of_wrong("\xed\xa0\x80"), 1u);
  EXPECT_EQ(size_of_wrong("\xf4\x90\x80\x80"), 1u);
  EXPECT_EQ(size_of_wrong("\xf0\x9f\x99"), 3u);
}

}  // namespace
}  // namespace packetglass
