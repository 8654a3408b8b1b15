// Filters that are made to take long: they end in time and memory that their size allows.
#include <gtest/gtest.h>

#include <chrono>

#include "support/captures.h"
#include "support/filtering.h"

namespace packetglass {
namespace {

Pcre2Engine& engine() {
  static Pcre2Engine one;
  return one;
}

FilterCompilation compiled(std::string_view text) {
  return compile_filter(text, {{}, &engine()});
}

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  all.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string matching(Filter& filter, const char* name = "transport") {
  test::Filtering filtering({&filter});
  filtering.read_file((test::captures() / "dissect" / (std::string(name) + ".pcap")).string());
  return test::ranges_of(filtering.matching[0]);
}

// Wide enough for a busy machine with sanitizers: what is quadratic takes hours.
class HostileFilter : public testing::Test {
 protected:
  void TearDown() override {
    const auto took = std::chrono::steady_clock::now() - begin_;
    EXPECT_LT(took, std::chrono::seconds(60));
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

TEST_F(HostileFilter, NestsAsDeepAsIsStated) {
  const unsigned depth = FilterLimits::kDepth;
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("{", "}")}) {
    const std::string inside = *open == '(' ? "udp" : "ip.ttl";
    const auto deep = compiled(times(depth, open) + inside + times(depth, close));
    ASSERT_TRUE(deep.filter) << deep.error->text;
    EXPECT_NE(matching(*deep.filter), "-");
    const auto deeper = compiled(times(depth + 1, open) + inside + times(depth + 1, close));
    ASSERT_TRUE(deeper.error);
    EXPECT_EQ(deeper.error->code, FilterMessage::Code::kLimit);
    EXPECT_EQ(deeper.error->column, depth);
  }
  EXPECT_TRUE(compiled(times(10'000, "(") + "udp" + times(10'000, ")")).error);
  EXPECT_TRUE(compiled(times(10'000, "abs(") + "1" + times(10'000, ")")).error);
  EXPECT_TRUE(compiled(times(10'000, "{") + "1").error);
}

// Each level of braces may have an operator of each rank, a sign and slices.
TEST_F(HostileFilter, NestsOperatorsOfAllRanks) {
  const unsigned depth = FilterLimits::kDepth;
  const auto deep = compiled(times(depth, "-{1 & 2 + 3 * ") + "ip.ttl" + times(depth, "}"));
  ASSERT_TRUE(deep.filter) << deep.error->text;
  matching(*deep.filter);
  const auto logic =
      compiled(times(depth, "not (udp or tcp xor arp and ") + "ip" + times(depth, ")"));
  ASSERT_TRUE(logic.filter) << logic.error->text;
  matching(*logic.filter);
}

TEST_F(HostileFilter, TakesNotAndSignsAsOftenAsTheyStand) {
  const auto filter = compiled(times(300'001, "!") + "udp");
  ASSERT_TRUE(filter.filter);
  EXPECT_EQ(matching(*filter.filter), matching(*compiled("!udp").filter));
  ASSERT_TRUE(compiled("ip.ttl == " + times(300'000, "-") + "64").filter);
}

TEST_F(HostileFilter, TakesAHundredThousandTerms) {
  for (const std::string term : {" or tcp.port == 1", " and not tcp.port == 1", " xor tcp.port"}) {
    const auto filter = compiled("udp" + times(100'000, term));
    ASSERT_TRUE(filter.filter) << filter.error->text;
    EXPECT_EQ(filter.filter->program().fields.size(), 2u);
    EXPECT_NE(matching(*filter.filter), "-");
  }
  const auto sum = compiled("frame.number == 1" + times(100'000, " + 1 - 1"));
  ASSERT_TRUE(sum.filter) << sum.error->text;
  EXPECT_EQ(matching(*sum.filter), "1");
  const auto chain = compiled("1 <= frame.number" + times(100'000, " <= frame.len"));
  ASSERT_TRUE(chain.filter) << chain.error->text;
}

TEST_F(HostileFilter, TakesSetsOfAMillion) {
  std::string set = "frame.number in {";
  for (int i = 0; i < 1'000'000; ++i) set += std::to_string(2 * i) + ",";
  const auto filter = compiled(set + "1}");
  ASSERT_TRUE(filter.filter) << filter.error->text;
  EXPECT_EQ(matching(*filter.filter), "1-2,4,6,8,10,12,14,16,18,20,22");
}

TEST_F(HostileFilter, TakesAMegabyteOfText) {
  const std::string text = times(1 << 20, "a");
  EXPECT_TRUE(compiled("frame contains \"" + text + "\"").filter);
  EXPECT_TRUE(compiled(text).error);
  EXPECT_TRUE(compiled("ip.src == " + text).error);
  EXPECT_TRUE(compiled("\"" + text).error);
  EXPECT_TRUE(compiled(times(1 << 20, "a ")).error);
  EXPECT_TRUE(compiled(times(1 << 19, "a.")).error);
  EXPECT_TRUE(compiled(times(1 << 19, "$a(")).error);
  EXPECT_TRUE(compiled("tcp.port in {" + times(1 << 18, "tcp.port, ")).error);
  const auto many = compiled("tcp.port in {1" + times(FilterLimits::kWords, ",1") + "}");
  ASSERT_TRUE(many.error);
  EXPECT_EQ(many.error->code, FilterMessage::Code::kLimit);
  const auto longer = compiled(times(FilterLimits::kText + 1, " "));
  ASSERT_TRUE(longer.error);
  EXPECT_EQ(longer.error->code, FilterMessage::Code::kLimit);
}

TEST_F(HostileFilter, StopsExpressionsThatBacktrackWithoutEnd) {
  const auto filter = compiled("frame matches r\"(.|..)*(?!)\" or udp");
  ASSERT_TRUE(filter.filter) << filter.error->text;
  matching(*filter.filter);
  EXPECT_GT(filter.filter->exceeded(), 0u);
}

// A product of lists has as many values as all their products: 80 packets of DNS have a dozen.
TEST_F(HostileFilter, StopsArithmeticThatMultipliesLists) {
  const auto filter = compiled("dns.resp.ttl" + times(60, " + dns.resp.ttl") + " == 1");
  ASSERT_TRUE(filter.filter) << filter.error->text;
  matching(*filter.filter, "dns");
  EXPECT_GT(filter.filter->exceeded(), 0u);
}

}  // namespace
}  // namespace packetglass
