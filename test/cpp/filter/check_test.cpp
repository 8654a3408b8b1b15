// What filters are refused for, where and with what advice.
#include <gtest/gtest.h>

#include "dissect/field_list.h"
#include "filter/filter.h"
#include "filter/names.h"
#include "filter/regex/pcre2_engine.h"

namespace packetglass {

extern const std::string_view kForeignProtocols;

namespace {

using Code = FilterMessage::Code;

FilterCompilation compiled(std::string_view text) {
  static Pcre2Engine engine;
  return compile_filter(text, {{}, &engine});
}

struct Wrong {
  std::string_view text, marked;
  Code code;
  std::string_view suggestion = "";
};

class FilterCheck : public testing::TestWithParam<Wrong> {};

TEST_P(FilterCheck, MarksTheWord) {
  const Wrong& wrong = GetParam();
  const FilterCompilation compilation = compiled(wrong.text);
  ASSERT_TRUE(compilation.error) << wrong.text;
  const FilterMessage& error = *compilation.error;
  EXPECT_EQ(wrong.text.substr(error.column, error.length), wrong.marked) << error.text;
  EXPECT_EQ(error.code, wrong.code) << wrong.text << ": " << error.text;
  EXPECT_EQ(error.suggestion, wrong.suggestion) << wrong.text << ": " << error.text;
}

INSTANTIATE_TEST_SUITE_P(
    Errors, FilterCheck,
    testing::Values(
        Wrong{"ip.adr == 1.1.1.1", "ip.adr", Code::kUnknownField, "ip.addr"},
        Wrong{"udp or tcp.prot == 80", "tcp.prot", Code::kUnknownField, "tcp.port"},
        Wrong{"80 == tcp.prot", "tcp.prot", Code::kUnknownField, "tcp.port"},
        Wrong{"9p", "9p", Code::kNotDissected}, Wrong{"wsp.uri", "wsp.uri", Code::kNotDissected},
        Wrong{"frame contains fc", "fc", Code::kNotDissected},
        Wrong{"frame.packet_id == 1", "frame.packet_id", Code::kNotDissected},
        Wrong{"lenn(ip) == 1", "lenn", Code::kUnknownField, "len"},
        Wrong{"tcp AND udp", "AND", Code::kSyntax, "and"},
        Wrong{"tcp.port = 80", "=", Code::kSyntax}, Wrong{"(tcp", "", Code::kSyntax},
        Wrong{"tcp)", ")", Code::kSyntax}, Wrong{"tcp.port == ", "", Code::kSyntax},
        Wrong{"tcp.port in {}", "}", Code::kSyntax}, Wrong{"ip.src[] == 00", "", Code::kSyntax},
        Wrong{"ip.src[3-1] == 00", "3-1", Code::kSyntax},
        Wrong{"http.host == \"a\\q\"", "\\q", Code::kSyntax, "r\"a\\q\""},
        Wrong{"http.host == \"a", "\"a", Code::kSyntax},
        Wrong{"http.host matches abc", "abc", Code::kSyntax, "\"abc\""},
        Wrong{"http.host matches \"(a\"", "\"(a\"", Code::kPattern},
        Wrong{"ip.ttl == 256", "256", Code::kType},
        Wrong{"ip.src == 10.0.0.0/33", "10.0.0.0/33", Code::kType},
        Wrong{"ip.src == \"10.0.0.1\"", "\"10.0.0.1\"", Code::kType, "10.0.0.1"},
        Wrong{"ip.src == tcp.port", "tcp.port", Code::kType},
        Wrong{"tcp.port == \"80\"", "\"80\"", Code::kType, "80"},
        Wrong{"ip.proto == \"TPC\"", "\"TPC\"", Code::kType, "TCP"},
        Wrong{"tcp.port[1] == 0", "tcp.port", Code::kType},
        Wrong{"tcp.port == 160 / 0", "0", Code::kType}, Wrong{"6 == 7", "6", Code::kType},
        Wrong{"tcp in {80}", "tcp", Code::kType},
        Wrong{"lower(tcp.port)", "tcp.port", Code::kType}, Wrong{"tcp & udp", "tcp", Code::kType},
        Wrong{"eth.src == ff:ff", "ff:ff", Code::kType},
        Wrong{"float(ip.ttl) > nan", "nan", Code::kType}, Wrong{"any (tcp)", "(", Code::kSyntax},
        Wrong{"5", "5", Code::kSyntax},
        Wrong{"$frame.number == 1", "$frame.number", Code::kType}));

TEST(FilterCheck, AcceptsOldSpellingsWithAWarning) {
  for (const char* text :
       {"tcp.port ~= 80", "http.host == 5", "frame contains abc", "frame contains 00", "bootp",
        "ssl.handshake.type == 1", "http.host == ip.adr", "tcp.port / 0 == 1"}) {
    const FilterCompilation compilation = compiled(text);
    EXPECT_TRUE(compilation.filter) << text << ": " << compilation.error->text;
    EXPECT_EQ(compilation.warnings.size(), 1u) << text;
  }
  EXPECT_TRUE(compiled("tcp.port !== 80 and http.host == abc").warnings.empty());
}

TEST(FilterCheck, SaysWhichFieldsAreWanted) {
  const auto filter = compiled("frame.number > 3 and ip.src == $ip.dst").filter;
  EXPECT_EQ(filter->wanted().names,
            (std::vector<std::string_view>{"frame.number", "ip.dst", "ip.src"}));
  EXPECT_TRUE(filter->wanted().tree);
  EXPECT_TRUE(filter->needs_selection());
  const auto columns = compiled("frame.number > 3 and _ws.col.info contains \"a\"").filter;
  EXPECT_FALSE(columns->wanted().tree);
  EXPECT_TRUE(columns->wanted().info);
  EXPECT_FALSE(columns->needs_selection());
}

// One program has each field once, however often it is named.
TEST(FilterCheck, HasEachFieldOnce) {
  const auto filter = compiled("tcp.port == 1 or tcp.port == 2 or tcp.port#1 == 3").filter;
  EXPECT_EQ(filter->program().fields.size(), 2u);
  EXPECT_EQ(filter->program().tests.size(), 3u);
}

TEST(FilterNames, OfOtherProtocolsAreNoneOfOurs) {
  ASSERT_GT(kForeignProtocols.size(), 10'000u);
  for (const ListedField& listed : all_fields()) {
    EXPECT_FALSE(is_foreign(listed.field->name))
        << "is dissected: " << listed.field->name.operator std::string_view();
  }
}

}  // namespace
}  // namespace packetglass
