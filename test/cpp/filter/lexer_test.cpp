// The words of a filter.
#include "filter/lexer.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  Lexer lexer(text);
  std::vector<std::string> words;
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    words.emplace_back(token.text);
    if (token.kind == TokenKind::kWrong) break;
  }
  return words;
}

using Words = std::vector<std::string>;

TEST(FilterLexer, SeparatesSignsFromWords) {
  EXPECT_EQ(words_of("tcp.port==80&&!udp"), (Words{"tcp.port", "==", "80", "&&", "!", "udp"}));
  EXPECT_EQ(words_of("a!==b===c!=d"), (Words{"a", "!==", "b", "===", "c", "!=", "d"}));
  EXPECT_EQ(words_of("{1..2 ,3 .. 4}"), (Words{"{", "1", "..", "2", ",", "3", "..", "4", "}"}));
}

TEST(FilterLexer, KeepsAddressesAndBytesWhole) {
  for (const std::string word :
       {"10.0.0.0/8", "fe80::1/10", "::1", "::ffff:1.2.3.4", "00:11:22", "00-11-22", "0011.2233",
        "fc:", ":fc", ".fc", "mac-lte", "1.5e-3", "1e+3", "2024-01-31T10:00:00Z", "_ws.col.No."}) {
    EXPECT_EQ(words_of(word), Words{word});
  }
}

TEST(FilterLexer, DividesFieldsAndSubtractsWhatStandsApart) {
  EXPECT_EQ(words_of("ip.ttl/2"), (Words{"ip.ttl", "/", "2"}));
  EXPECT_EQ(words_of("160/2"), (Words{"160", "/", "2"}));
  EXPECT_EQ(words_of("68 - 1"), (Words{"68", "-", "1"}));
  EXPECT_EQ(words_of("68-1"), Words{"68-1"});
  EXPECT_EQ(words_of("${a}-46"), (Words{"${", "a", "}", "-", "46"}));
}

TEST(FilterLexer, EndsARangeOfAddresses) {
  EXPECT_EQ(words_of("10.0.0.1..10.0.0.9"), (Words{"10.0.0.1", "..", "10.0.0.9"}));
  EXPECT_EQ(words_of("fe80::1..fe80::2"), (Words{"fe80::1", "..", "fe80::2"}));
}

TEST(FilterLexer, TakesQuotedTextsWithEscapedQuotes) {
  EXPECT_EQ(words_of(R"("a\"b" 'c' r"\d\"")"), (Words{R"("a\"b")", "'c'", R"(r"\d\"")"}));
}

TEST(FilterLexer, ReportsWhatIsNoWord) {
  Lexer lexer("a = 1");
  lexer.next();
  EXPECT_EQ(lexer.next().kind, TokenKind::kWrong);
  EXPECT_EQ(lexer.error().column, 2u);
  EXPECT_EQ(lexer.next().kind, TokenKind::kEnd);
}

TEST(FilterLexer, TakesEscapesAway) {
  std::string text;
  WrongEscape wrong;
  EXPECT_TRUE(unescape(R"(\x41\102\n\\\"\u00e4)", text, wrong));
  EXPECT_EQ(text, "AB\n\\\"\u00e4");
  text.clear();
  EXPECT_FALSE(unescape(R"(ab\q)", text, wrong));
  EXPECT_EQ(wrong.at, 2u);
  EXPECT_EQ(wrong.size, 2u);
  EXPECT_FALSE(unescape(R"(\u0041)", text, wrong)) << "what ASCII has is written as it is";
  EXPECT_FALSE(unescape("a\\", text, wrong));
}

}  // namespace
}  // namespace packetglass
