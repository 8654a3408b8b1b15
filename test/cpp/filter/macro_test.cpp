// Macros of filters.
#include "filter/macro.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

const FilterMacro kMacros[] = {{"net", "ip.addr == $1/$2"},
                               {"web", "tcp.port in {80, 443}"},
                               {"both", "($1) and ($1)"},
                               {"outer", "${net:$1;8} or $web"},
                               {"self", "$self(1)"}};

std::string expanded(std::string_view text) {
  ExpandedText expanded;
  return expanded.expand(text, kMacros) ? expanded.text() : "! " + expanded.error().text;
}

TEST(FilterMacro, PutsArgumentsInBothSpellings) {
  EXPECT_EQ(expanded("$net(10.0.0.0, 8) or udp"), "ip.addr == 10.0.0.0/8 or udp");
  EXPECT_EQ(expanded("${net:10.0.0.0;8}"), "ip.addr == 10.0.0.0/8");
  EXPECT_EQ(expanded("${web} and $web"), "tcp.port in {80, 443} and tcp.port in {80, 443}");
}

TEST(FilterMacro, ExpandsMacrosInArgumentsAndInMacros) {
  EXPECT_EQ(expanded("$both($web)"), "(tcp.port in {80, 443}) and (tcp.port in {80, 443})");
  EXPECT_EQ(expanded("$outer(1.1.1.1)"), "ip.addr == 1.1.1.1/8 or tcp.port in {80, 443}");
}

TEST(FilterMacro, LeavesTextsAndFieldsOfOtherPackets) {
  EXPECT_EQ(expanded(R"(a == "$web" and b > ${frame.number})"),
            R"(a == "$web" and b > ${frame.number})");
  EXPECT_EQ(expanded("$frame.number"), "$frame.number");
}

TEST(FilterMacro, ReportsWhatIsMissing) {
  EXPECT_EQ(expanded("$nothing(1)"), "! no macro is called nothing");
  EXPECT_EQ(expanded("$net(1)"), "! the macro net needs 2 arguments or more");
  EXPECT_EQ(expanded("$net(1, 2"), "! the end of a macro's arguments is missing");
  EXPECT_EQ(expanded("$self(1)"), "! macros are nested too deeply");
}

TEST(FilterMacro, FindsAColumnOfTheSource) {
  ExpandedText text;
  ASSERT_TRUE(text.expand("$web and nosuch", kMacros));
  FilterMessage behind{{}, "", static_cast<std::uint32_t>(text.text().find("nosuch")), 6, ""};
  text.locate(behind);
  EXPECT_EQ(behind.column, 9u);
  EXPECT_EQ(behind.length, 6u);
  FilterMessage inside{{}, "", 4, 4, ""};
  text.locate(inside);
  EXPECT_EQ(inside.column, 0u);
  EXPECT_EQ(inside.length, 4u);  // "$web"
  const auto size = static_cast<std::uint32_t>(text.text().size());
  FilterMessage over{{}, "", 0, size, ""};
  text.locate(over);
  EXPECT_EQ(over.column, 0u);
  EXPECT_EQ(over.length, 15u);
  FilterMessage end{{}, "", size, 0, ""};
  text.locate(end);
  EXPECT_EQ(end.column, 15u);
}

// Each macro doubles the one before it.
TEST(FilterMacro, StopsWhereTextsWouldGrowWithoutEnd) {
  std::vector<FilterMacro> macros{{"m0", std::string(1000, ' ')}};
  for (int i = 1; i < 15; ++i) {
    const std::string inner = "$m" + std::to_string(i - 1) + "() ";
    macros.push_back({"m" + std::to_string(i), inner + inner + inner + inner});
  }
  ExpandedText text;
  EXPECT_FALSE(text.expand("$m14()", macros));
  EXPECT_EQ(text.error().code, FilterMessage::Code::kLimit);
}

}  // namespace
}  // namespace packetglass
