// What ranges of numbers say of values is what the evaluation says.
#include "filter/range_test.h"

#include <gtest/gtest.h>

#include <random>

#include "base/bytes.h"
#include "base/text.h"
#include "filter/filter.h"

namespace packetglass {
namespace {

using Texts = std::vector<std::string>;

// A field, constants that it is compared with, and values that it may have.
struct Compared {
  std::string field;
  Texts constants;
  std::vector<FilterValue> values;
};

std::vector<FilterValue> numbers(const std::vector<std::int64_t>& of) {
  std::vector<FilterValue> values;
  for (const std::int64_t number : of) {
    for (const std::int64_t near : {number - 1, number, number + 1}) {
      if (near >= 0) values.push_back(of_number(near));
    }
  }
  return values;
}

const Texts kIpv6Values = {
    std::string(16, '\0'),
    std::string(15, '\0') + '\1',
    std::string("\x20\x01\x0d\xb8", 4) + std::string(12, '\0'),
    std::string("\x20\x01\x0d\xb8\x80", 5) + std::string(11, '\0'),
    std::string("\x20\x01\x0d\xb8", 4) + std::string(12, '\xff'),
    std::string("\x20\x01\x0d\xb9", 4) + std::string(12, '\0'),
    std::string("\x7f\xff", 2) + std::string(14, '\xff'),
    std::string("\x80", 1) + std::string(15, '\0'),
    std::string("\xfe\x80", 2) + std::string(14, '\0'),
    std::string(16, '\xff'),
};

std::vector<Compared> all_compared() {
  std::vector<FilterValue> ipv6;
  for (const std::string& value : kIpv6Values) ipv6.push_back(of_text(value));
  const Texts ports = {"0", "1", "80", "443", "0x400", "65535"};
  const Texts lengths = {"0", "60", "1514", "0xffffffff"};
  return {
      {"tcp.port", ports, numbers({0, 80, 443, 1024, 65535})},
      {"udp.srcport", ports, numbers({0, 80, 443, 1024, 65535})},
      {"tcp.stream", {"0", "7", "4294967295"}, numbers({0, 7, 4294967295})},
      {"frame.len", lengths, numbers({0, 60, 1514, 4294967295})},
      {"frame.number", lengths, numbers({1, 60, 1514, 4294967295})},
      {"frame.time",
       {"\"2024-01-31 10:00:00\"", "0", "1706695200.5"},
       numbers({0, 1'706'695'200'000'000'000, 1'706'695'200'500'000'000})},
      {"ip.addr",
       {"0.0.0.0", "10.0.0.1", "10.0.0.0/8", "10.1.2.3/31", "128.0.0.0/1", "0.0.0.0/0",
        "255.255.255.255"},
       numbers({0, 0x0a00'0001, 0x0a00'0000, 0x0a01'0202, 0x0aff'ffff, 0x8000'0000, 0xffff'fffe})},
      {"ipv6.addr",
       {"::", "::1", "2001:db8::/32", "2001:db8::/33", "2001:db8::", "8000::/1", "::/0",
        "fe80::/10", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
       ipv6},
  };
}

class RandomFilters {
 public:
  std::string filter(const Compared& of) {
    const std::string quantified = any({"", "any ", "all "}) + of.field;
    const int form = below(5);
    if (form == 0) return quantified + any({" in {", " not in {"}) + elements(of) + "}";
    const std::string sign = any({" == ", " === ", " != ", " !== ", " > ", " >= ", " < ", " <= "});
    if (form == 1) return any(of.constants) + sign + of.field;
    return form == 2 ? of.field : quantified + sign + any(of.constants);
  }
  std::vector<FilterValue> values(const Compared& of) {
    std::vector<FilterValue> some;
    for (int left = below(3); left > 0; --left) some.push_back(any(of.values));
    return some;
  }

 private:
  std::string elements(const Compared& of) {
    std::string text = element(of);
    for (int left = below(3); left > 0; --left) text += ", " + element(of);
    return text;
  }
  std::string element(const Compared& of) {
    return any(of.constants) + (below(2) == 0 ? "" : " .. " + any(of.constants));
  }
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  template <typename T>
  T any(const std::vector<T>& of) {
    return of[random_() % of.size()];
  }
  std::string any(std::initializer_list<const char*> of) {
    return any(Texts(of.begin(), of.end()));
  }

  std::mt19937 random_{1};
};

Wide number_of(const FilterValue& value) {
  if (value.text.empty()) return value.number;
  const std::uint8_t* const bytes = bytes_of(value.text).data();
  return ipv6_number(load<std::uint64_t>(bytes, ByteOrder::kBig),
                     load<std::uint64_t>(bytes + 8, ByteOrder::kBig));
}

bool holds(const RangeTest& test, const std::vector<FilterValue>& values) {
  const auto one = [&](const FilterValue& value) { return test.holds(number_of(value)); };
  if (!test.all()) return std::any_of(values.begin(), values.end(), one);
  return !values.empty() && std::all_of(values.begin(), values.end(), one);
}

TEST(RangeTest, SaysWhatTheEvaluationSays) {
  RandomFilters random;
  std::size_t asked = 0;
  for (const Compared& compared : all_compared()) {
    for (int round = 0; round < 400; ++round) {
      const std::string text = random.filter(compared);
      const FilterCompilation compiled = compile_filter(text);
      if (compiled.filter == nullptr) continue;
      const FilterProgram& program = compiled.filter->program();
      for (std::uint32_t i = 0; i < program.tests.size(); ++i) {
        const auto test = RangeTest::of(program, program.tests[i]);
        ASSERT_TRUE(test) << text;
        for (int each = 0; each < 20; ++each) {
          const std::vector<FilterValue> values = random.values(compared);
          compiled.filter->evaluation().fields().set(test->field(), values);
          ++asked;
          ASSERT_EQ(truth(holds(*test, values)), compiled.filter->evaluation().test(i)) << text;
        }
      }
    }
  }
  EXPECT_GT(asked, 40'000u);
}

TEST(RangeTest, LeavesOtherTests) {
  for (const char* text :
       {"tcp.srcport == tcp.dstport", "tcp.port + 1 == 80", "ip.addr[0] == 10",
        "count(ip.addr) > 1", "tcp.port in {80, udp.port}", "tcp.port & 1", "ip.src == ip.dst",
        "http.host == \"a\"", "eth.addr == 02:00:00:00:00:01", "http.host contains \"a\""}) {
    const FilterCompilation compiled = compile_filter(text);
    ASSERT_NE(compiled.filter, nullptr) << text;
    const FilterProgram& program = compiled.filter->program();
    EXPECT_FALSE(RangeTest::of(program, program.tests[0])) << text;
  }
}

}  // namespace
}  // namespace packetglass
