// Values as they are written in filters.
#include "filter/literal.h"

#include <gtest/gtest.h>

#include <cmath>

namespace packetglass {
namespace {

TEST(FilterLiteral, ReadsWholeNumbersInFourBases) {
  for (const char* text : {"80", "0x50", "0X50", "0120", "0b1010000"}) {
    EXPECT_EQ(read_whole(text), Wide{80}) << text;
  }
  for (const char* text : {"", "08", "0x", "0b2", "8o", "80.0", "-1", "1e3"}) {
    EXPECT_FALSE(read_whole(text)) << text;
  }
}

TEST(FilterLiteral, KnowsWhatIsTooLargeFor64Bits) {
  bool overflow = false;
  EXPECT_TRUE(read_whole("18446744073709551615", &overflow));
  EXPECT_FALSE(overflow);
  EXPECT_FALSE(read_whole("18446744073709551616", &overflow));
  EXPECT_TRUE(overflow);
  EXPECT_FALSE(read_whole(std::string(1000, '9'), &overflow));
}

TEST(FilterLiteral, ReadsRealsInAnyLocale) {
  EXPECT_EQ(read_real("1.5"), 1.5);
  EXPECT_EQ(read_real("492204e-3"), 492.204);
  EXPECT_EQ(read_real("inf"), HUGE_VAL);
  EXPECT_TRUE(std::isnan(*read_real("NaN")));
  for (const char* text : {"", "1.5x", "0x1p3", "e5", "1,5"})
    EXPECT_FALSE(read_real(text)) << text;
}

TEST(FilterLiteral, ReadsBytesInEverySpelling) {
  const std::string bytes("\x00\x11\xaa", 3);
  for (const char* text : {"00:11:aa", "00-11-AA", "00.11.aa", "0011aa", "0011:aa"}) {
    EXPECT_EQ(read_bytes(text), bytes) << text;
  }
  EXPECT_EQ(read_bytes("fc:"), "\xfc");
  for (const char* text : {"", "0", "0:1", "00::11", "00:11-22", "gg", ":"}) {
    EXPECT_FALSE(read_bytes(text)) << text;
  }
}

TEST(FilterLiteral, ReadsAddressesWithPrefixes) {
  std::string wrong, bytes;
  EXPECT_EQ(read_ipv4("10.0.0.1", wrong)->number, Wide{0x0a000001});
  EXPECT_EQ(read_ipv4("10.0.0.0/8", wrong)->prefix, 8);
  EXPECT_FALSE(read_ipv4("10.0.0.0/33", wrong));
  EXPECT_EQ(wrong, "the prefix length is no number up to 32");
  EXPECT_FALSE(read_ipv4("www.example.com", wrong));
  EXPECT_EQ(read_ipv6("fe80::/10", bytes, wrong)->prefix, 10);
  EXPECT_EQ(bytes.size(), 16u);
  EXPECT_FALSE(read_ipv6("1.2.3.4", bytes, wrong));
}

TEST(FilterLiteral, ReadsSecondsExactly) {
  EXPECT_EQ(read_seconds("0.000000001"), 1);
  EXPECT_EQ(read_seconds("1700000000.123456789"), 1700000000123456789);
  EXPECT_EQ(read_seconds("1e-3"), 1'000'000);
  EXPECT_EQ(read_seconds(".5"), 500'000'000);
  for (const char* text : {"", "abc", "1h", "1e300", "nan", "inf"}) {
    EXPECT_FALSE(read_seconds(text)) << text;
  }
}

TEST(FilterLiteral, ReadsOneTimeInEverySpelling) {
  const Nanoseconds noon = 1700000000500000000;
  for (const char* text :
       {"2023-11-14 22:13:20.5", "2023-11-14T22:13:20.5Z", "2023-11-14 22:13:20.5 UTC",
        "2023-11-14 23:13:20.5 +01:00", "2023-11-14 23:13:20.5 +0100", "2023-11-14 17:13:20.5EST",
        "2023-11-14 23:13:20.5 A", "Nov 14, 2023 22:13:20.5", "nov 14, 2023 22:13:20.5 GMT",
        "1700000000.5"}) {
    EXPECT_EQ(read_absolute_time(text), noon) << text;
  }
  EXPECT_EQ(read_absolute_time("2023-11-14"), read_absolute_time("2023-11-14 00:00"));
  for (const char* text : {"", "mrt 1, 2000 00:00:00", "2023-02-30", "2023-11-14 25:00:00",
                           "2023-11-14 22:13:20 XYZ", "2023-11-14 22:13:20 +1", "Nov 2023"}) {
    EXPECT_FALSE(read_absolute_time(text)) << text;
  }
}

}  // namespace
}  // namespace packetglass
