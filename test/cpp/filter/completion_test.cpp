// What may stand next in a filter.
#include "filter/completion.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace packetglass {
namespace {

using Kind = FilterCompletion::Kind;

// At the end of a text, or where | stands in it.
FilterCompletions completed(std::string text) {
  const std::size_t bar = text.find('|');
  if (bar != text.npos) text.erase(bar, 1);
  return complete_filter(text, std::min(bar, text.size()));
}

bool has(const FilterCompletions& found, Kind kind, std::string_view text) {
  return std::any_of(found.items.begin(), found.items.end(), [&](const FilterCompletion& item) {
    return item.kind == kind && item.text == text;
  });
}

TEST(FilterCompletion, NamesFieldsWithTitleAndType) {
  const FilterCompletions found = completed("udp.srcp");
  ASSERT_EQ(found.items.size(), 1u);
  EXPECT_EQ(found.items[0].text, "udp.srcport");
  EXPECT_EQ(found.items[0].title, "Source Port");
  EXPECT_EQ(found.items[0].type, "uint16");
  EXPECT_EQ(found.begin, 0u);
  EXPECT_EQ(found.end, 8u);
}

TEST(FilterCompletion, ReplacesTheWordAroundTheCursor) {
  const FilterCompletions found = completed("tcp and udp.src|port == 5");
  EXPECT_TRUE(has(found, Kind::kField, "udp.srcport"));
  EXPECT_EQ(found.begin, 8u);
  EXPECT_EQ(found.end, 19u);
}

TEST(FilterCompletion, BeginsWithLayersAndFunctions) {
  for (const char* text : {"", "tcp or ", "not ", "(", "any "}) {
    const FilterCompletions found = complete_filter(text, std::string_view(text).size(), 10'000);
    EXPECT_TRUE(has(found, Kind::kField, "tcp")) << text;
    EXPECT_FALSE(has(found, Kind::kField, "tcp.port")) << text;
    EXPECT_TRUE(has(found, Kind::kFunction, "len(")) << text;
  }
}

TEST(FilterCompletion, FindsWhatHasTheWordInside) {
  EXPECT_TRUE(has(completed("server_name"), Kind::kField, "tls.handshake.extensions_server_name"));
}

TEST(FilterCompletion, HasOperatorsBehindAnOperand) {
  const FilterCompletions found = completed("tcp.port ");
  EXPECT_TRUE(has(found, Kind::kOperator, "=="));
  EXPECT_TRUE(has(found, Kind::kOperator, "in"));
  EXPECT_TRUE(has(found, Kind::kOperator, "and"));
  EXPECT_FALSE(has(found, Kind::kOperator, "~="));
  const FilterCompletions begun = completed("tcp.port con");
  ASSERT_EQ(begun.items.size(), 1u);
  EXPECT_EQ(begun.items[0].text, "contains");
}

TEST(FilterCompletion, HasOnlyLogicBehindAComparison) {
  const FilterCompletions found = completed("tcp.port == 80 ");
  EXPECT_TRUE(has(found, Kind::kOperator, "or"));
  EXPECT_FALSE(has(found, Kind::kOperator, "=="));
}

TEST(FilterCompletion, NamesTheValuesOfAField) {
  EXPECT_TRUE(has(completed("ip.proto == "), Kind::kValue, "TCP"));
  EXPECT_TRUE(has(completed("ip.proto == \"TC"), Kind::kValue, "\"TCP\""));
  EXPECT_TRUE(has(completed("ip.proto in {UDP, "), Kind::kValue, "TCP"));
  const FilterCompletions quoted = completed("ip.proto == \"TC|P\" or udp");
  EXPECT_EQ(quoted.begin, 12u);
  EXPECT_EQ(quoted.end, 17u);
  EXPECT_TRUE(has(completed("tcp.flags.syn == T"), Kind::kValue, "True"));
}

TEST(FilterCompletion, KeepsToTheLimit) {
  const FilterCompletions found = complete_filter("tcp.", 4, 5);
  EXPECT_EQ(found.items.size(), 5u);
  EXPECT_TRUE(found.more);
}

TEST(FilterCompletion, SaysNothingInAText) {
  EXPECT_TRUE(completed("http.host == \"a|b\"").items.empty());
  EXPECT_TRUE(completed("frame contains \"tcp.port| ").items.empty());
  EXPECT_TRUE(completed("tcp = ").items.empty());
}

}  // namespace
}  // namespace packetglass
