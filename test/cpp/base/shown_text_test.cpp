#include "base/shown_text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "base/utf8.h"

namespace packetglass {
namespace {

std::string shown(std::string_view text, ShownAs as = {}) {
  std::string out;
  append_shown(out, text, as);
  return out;
}

std::string shown_json(std::string_view text) {
  std::string out;
  append_shown_json(out, text);
  return out;
}

TEST(ShownText, LeavesWhatCanBeSeenAsItIs) {
  EXPECT_EQ(shown("GET /a\\b \"c\" é → 漢字 🙂"), "GET /a\\b \"c\" é → 漢字 🙂");
  EXPECT_EQ(shown(""), "");
}

TEST(ShownText, EscapesEveryControlAndNothingElse) {
  EXPECT_EQ(shown(std::string_view("a\0\x1b[31m\r\n\t\x7f", 11)),
            "a\\x00\\x1b[31m\\x0d\\x0a\\x09\\x7f");
  EXPECT_EQ(shown("\u0080\u009b\u009f\u00a0"), "\\u0080\\u009b\\u009f\u00a0");
  EXPECT_EQ(shown("\u061b\u061c\u061d"), "\u061b\\u061c\u061d");
  EXPECT_EQ(shown("\u200a\u200b\u200f\u2010"), "\u200a\\u200b\\u200f\u2010");
  EXPECT_EQ(shown("\u2029\u202a\u202e\u202f"), "\u2029\\u202a\\u202e\u202f");
  EXPECT_EQ(shown("\u205f\u2060\u2069\u206a"), "\u205f\\u2060\\u2069\u206a");
  EXPECT_EQ(shown("\ufeff\ufff9\ufffb\ufffc\ufffd"), "\\ufeff\\ufff9\\ufffb\ufffc\ufffd");
  EXPECT_EQ(shown("\U000e0000\U000e0041\U000e007f\U000e0080"),
            "\\u{e0000}\\u{e0041}\\u{e007f}\U000e0080");
}

TEST(ShownText, EscapesBytesThatAreNoUtf8OneByOne) {
  EXPECT_EQ(shown("X\x9b"
                  "32m\xff\xfe"),
            "X\\x9b32m\\xff\\xfe");
  EXPECT_EQ(shown("\xed\xa0\x80"), "\\xed\\xa0\\x80") << "a surrogate";
  EXPECT_EQ(shown("\xc0\x9b"), "\\xc0\\x9b") << "an overlong form of a control";
  EXPECT_EQ(shown("\xe2\x80"), "\\xe2\\x80") << "cut";
}

TEST(ShownText, KeepsLinesWhereThereMayBeSeveral) {
  EXPECT_EQ(shown("a\n\tb\r\x1b", {.lines = true}), "a\n\tb\\x0d\\x1b");
}

TEST(ShownText, DrawsArrowsInAsciiAndEscapesWhatElseItHasNot) {
  EXPECT_EQ(shown("1 → 2 ← 3 ↔ 4… é 🙂\u202e", {.ascii = true}),
            "1 -> 2 <- 3 <-> 4... \\u00e9 \\u{1f642}\\u202e");
}

TEST(ShownText, OfJsonIsTheSameJson) {
  EXPECT_EQ(shown_json("{\"a\":\"\\u001b→\u202e\u009b\x7f\U000e0041é\"}\n"),
            "{\"a\":\"\\u001b→\\u202e\\u009b\\u007f\\udb40\\udc41é\"}\n");
}

// Whatever comes, nothing is left that a terminal obeys.
TEST(ShownText, HasNoControlWhateverTheBytesAre) {
  std::uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (int size = 0; size < 6; ++size) {
      state = state * 1664525 + 1013904223;
      text += static_cast<char>(state >> 24);
    }
    const std::string out = shown(text);
    for (Bytes rest = bytes_of(out); !rest.empty();) {
      const Utf8Character character = first_character(rest);
      ASSERT_TRUE(character.whole && !is_control(character.code_point)) << out;
      rest = rest.subspan(character.size);
    }
  }
}

}  // namespace
}  // namespace packetglass
