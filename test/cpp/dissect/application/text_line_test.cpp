#include "dissect/application/text_line.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

TextLine line_of(std::string_view text) {
  return first_line({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(TextLine, EndsWithALineFeedWithOrWithoutACarriageReturn) {
  EXPECT_EQ(line_of("one\r\ntwo").text, "one");
  EXPECT_EQ(line_of("one\r\ntwo").size, 5u);
  EXPECT_EQ(line_of("one\ntwo").text, "one");
  EXPECT_EQ(line_of("one\ntwo").size, 4u);
  EXPECT_EQ(line_of("\r\n").text, "");
  EXPECT_TRUE(line_of("\n").ended);
}

TEST(TextLine, MayEndInTheNextSegment) {
  EXPECT_EQ(line_of("half").text, "half");
  EXPECT_FALSE(line_of("half").ended);
  EXPECT_EQ(line_of("half\r").size, 5u);
  EXPECT_EQ(line_of("").size, 0u);
}

TEST(TextLine, HasWordsPartedBySpaces) {
  EXPECT_EQ(first_word("MAIL  FROM:<a>"), "MAIL");
  EXPECT_EQ(after_word("MAIL  FROM:<a>"), "FROM:<a>");
  EXPECT_EQ(first_word("QUIT"), "QUIT");
  EXPECT_EQ(after_word("QUIT "), "");
}

TEST(TextLine, ComparesWordsWithoutRegardToCase) {
  EXPECT_TRUE(same_word("Content-Type", "content-type"));
  EXPECT_FALSE(same_word("Content-Type", "Content-Typ"));
  EXPECT_FALSE(same_word("[", "{"));
}

TEST(TextLine, EscapesWhatCannotBeShown) {
  EXPECT_EQ(shown_text("a\\b\r\n"), "a\\b\\r\\n");
  EXPECT_EQ(shown_text(std::string_view("\0\x7f", 2)), "\\x00\\x7f");
}

}  // namespace
}  // namespace packetglass
