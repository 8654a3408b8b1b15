#include "dissect/application/tls/ja4.h"

#include <gtest/gtest.h>

namespace packetglass::tls {
namespace {

// The example of the fingerprint's specification, with GREASE as a browser adds it.
Hello example() {
  Hello hello;
  hello.from_client = true;
  hello.version = 0x0303;
  hello.suites = {0x3a3a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030,
                  0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035};
  hello.extensions = {0x1a1a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d,
                      0x0005, 0x0023, 0x0012, 0x002b, 0xff01, 0x000b, 0x000a, 0x0015, 0xfafa};
  hello.algorithms = {0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601};
  hello.versions = {0x2a2a, 0x0304, 0x0303};
  hello.protocol = "h2";
  return hello;
}

std::string first_part(const Hello& hello) {
  return ja4(hello).substr(0, 10);
}

TEST(Ja4, EqualsTheExampleOfItsSpecification) {
  EXPECT_EQ(ja4(example()), "t13d1516h2_8daaf6152771_e5627efa2ab1");
}

TEST(Ja4, LeavesTheAlgorithmsOutWhenThereAreNone) {
  Hello hello = example();
  hello.algorithms = {};
  EXPECT_EQ(ja4(hello), "t13d1516h2_8daaf6152771_6d807ffa2a79");
}

TEST(Ja4, HasZerosForEmptyLists) {
  Hello hello;
  hello.version = 0x0301;
  EXPECT_EQ(ja4(hello), "t10i000000_000000000000_000000000000");
  hello.extensions = {0x0000, 0x0010};
  EXPECT_EQ(ja4(hello), "t10d000200_000000000000_000000000000");
}

TEST(Ja4, CountsNoFurtherThan99) {
  Hello hello;
  hello.suites.assign(120, 0x002f);
  EXPECT_EQ(first_part(hello), "t00i990000");
}

TEST(Ja4, SaysTheNewestVersionOffered) {
  Hello hello;
  hello.version = 0x0303;
  EXPECT_EQ(first_part(hello), "t12i000000");
  hello.versions = {0x0301, 0x0302};
  EXPECT_EQ(first_part(hello), "t11i000000");
  hello.datagram = true;
  hello.versions = {0xfeff, 0xfefc, 0xfefd};
  EXPECT_EQ(first_part(hello), "dd3i000000");
}

// The examples of the specification for names that are not letters and digits.
TEST(Ja4, WritesUnusualProtocolNamesInHex) {
  const auto shown = [](std::string_view name) {
    Hello hello;
    hello.protocol = name;
    return ja4(hello).substr(8, 2);
  };
  EXPECT_EQ(shown("http/1.1"), "h1");
  EXPECT_EQ(shown("x"), "xx");
  EXPECT_EQ(shown("\xab"), "ab");
  EXPECT_EQ(shown("\xab\xcd"), "ad");
  EXPECT_EQ(shown("0\xab"), "3b");
  EXPECT_EQ(shown("01\xab\xcd"), "3d");
  EXPECT_EQ(shown("0\xab\xcd"
                  "1"),
            "01");
}

}  // namespace
}  // namespace packetglass::tls
