#include "record/timestamp.h"

#include <gtest/gtest.h>

#include <ctime>
#include <limits>

namespace packetglass {
namespace {

TEST(Iso8601, AlwaysHasNineDigits) {
  EXPECT_EQ(iso8601(0), "1970-01-01T00:00:00.000000000Z");
  EXPECT_EQ(iso8601(1'700'000'000'123'456'789), "2023-11-14T22:13:20.123456789Z");
}

TEST(Iso8601, CountsBackwardsBefore1970) {
  EXPECT_EQ(iso8601(-1), "1969-12-31T23:59:59.999999999Z");
}

TEST(Iso8601, HoldsTheWholeRange) {
  EXPECT_EQ(iso8601(std::numeric_limits<Nanoseconds>::max()), "2262-04-11T23:47:16.854775807Z");
  EXPECT_EQ(iso8601(std::numeric_limits<Nanoseconds>::min()), "1677-09-21T00:12:43.145224192Z");
}

TEST(Iso8601, EqualsGmtimeOnEveryDayOfTheRange) {
  for (std::int64_t day = -106000; day <= 106000; ++day) {
    const std::time_t seconds = day * 86400 + (day % 86400 + 86400) % 86400;
    std::tm civil{};
    gmtime_r(&seconds, &civil);
    char expected[64];
    std::strftime(expected, sizeof expected, "%Y-%m-%dT%H:%M:%S.000000000Z", &civil);
    ASSERT_EQ(iso8601(seconds * kNanosecondsPerSecond), expected);
  }
}

constexpr Nanoseconds kEarliest = std::numeric_limits<Nanoseconds>::min();
constexpr Nanoseconds kLatest = std::numeric_limits<Nanoseconds>::max();

TEST(ParsedTime, IsTheTimeThatWasWrittenOnEveryDayOfTheRange) {
  for (std::int64_t day = -106000; day <= 106000; ++day) {
    const Nanoseconds time = day * 86400 * kNanosecondsPerSecond + day * 987'654'321;
    ASSERT_EQ(parse_iso8601(iso8601(time)), time) << iso8601(time);
    ASSERT_EQ(parse_epoch_seconds(epoch_seconds(time)), time) << epoch_seconds(time);
  }
}

TEST(ParsedTime, IsExactAtTheEndsOfTheRangeAndAroundZero) {
  for (const Nanoseconds end : {kEarliest, Nanoseconds{0}, kLatest}) {
    for (const Nanoseconds off : {-1'000'000'001, -1'000'000'000, -999'999'999, -1, 0, 1,
                                  999'999'999, 1'000'000'000, 1'000'000'001}) {
      Nanoseconds time;
      if (__builtin_add_overflow(end, off, &time)) continue;
      EXPECT_EQ(parse_iso8601(iso8601(time)), time) << iso8601(time);
      EXPECT_EQ(parse_epoch_seconds(epoch_seconds(time)), time) << epoch_seconds(time);
    }
  }
}

TEST(ParsedTime, IsNothingOutsideTheRange) {
  for (const char* text :
       {"2262-04-11T23:47:16.854775808Z", "2262-04-11T23:47:17Z", "1677-09-21T00:12:43.145224191Z",
        "1677-09-21T00:12:43Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"}) {
    EXPECT_EQ(parse_iso8601(text), std::nullopt) << text;
  }
  for (const char* text : {"9223372036.854775808", "-9223372036.854775809", "9223372037",
                           "-9223372037", "9223372036854775807", "99999999999999999999"}) {
    EXPECT_EQ(parse_epoch_seconds(text), std::nullopt) << text;
  }
}

TEST(ParseIso8601, TakesFewerDigitsAndOffsets) {
  EXPECT_EQ(parse_iso8601("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_iso8601("1970-01-01T00:00:00.5Z"), 500'000'000);
  EXPECT_EQ(parse_iso8601("1970-01-01T00:00:00.000001Z"), 1'000);
  EXPECT_EQ(parse_iso8601("1970-01-01T01:30:00+01:30"), 0);
  EXPECT_EQ(parse_iso8601("1969-12-31T19:00:00.25-05:00"), 250'000'000);
  EXPECT_EQ(parse_iso8601("1969-12-31T23:59:59.5+00:00"), -500'000'000);
  EXPECT_EQ(parse_iso8601("2000-02-29T00:00:00-00:00"), 951'782'400 * kNanosecondsPerSecond);
  // The offset brings what is beyond the range into it.
  EXPECT_EQ(parse_iso8601("2262-04-12T00:47:16.854775807+01:00"), kLatest);
}

TEST(ParseIso8601, RefusesEveryOtherText) {
  for (const char* text : {"",
                           "Z",
                           "2023",
                           "2023-11-14",
                           "2023-11-14T22:13:20",
                           "2023-11-14T22:13Z",
                           "2023-11-14 22:13:20Z",
                           "2023-11-14t22:13:20z",
                           "2023-11-14T22:13:20.Z",
                           "2023-11-14T22:13:20.1234567890Z",
                           "2023-11-14T22:13:20,5Z",
                           "2023-11-14T22:13:20+0100",
                           "2023-11-14T22:13:20+1:00",
                           "2023-11-14T22:13:20+24:00",
                           "2023-11-14T22:13:20+01:60",
                           "2023-11-14T22:13:20ZZ",
                           " 2023-11-14T22:13:20Z",
                           "2023-11-14T22:13:20Z ",
                           "2023-11-14T24:00:00Z",
                           "2023-11-14T22:60:00Z",
                           "2023-11-14T22:13:60Z",
                           "2023-00-14T22:13:20Z",
                           "2023-13-14T22:13:20Z",
                           "2023-11-00T22:13:20Z",
                           "2023-11-31T22:13:20Z",
                           "2023-02-29T22:13:20Z",
                           "2100-02-29T22:13:20Z",
                           "23-11-14T22:13:20Z",
                           "02023-11-14T22:13:20Z",
                           "-2023-11-14T22:13:20Z",
                           "2023-1-14T22:13:20Z",
                           "2023-+1-14T22:13:20Z",
                           "2023-11-14T-2:13:20Z",
                           "1700000000.5"}) {
    EXPECT_EQ(parse_iso8601(text), std::nullopt) << text;
  }
}

TEST(ParseEpochSeconds, TakesFewerDigits) {
  EXPECT_EQ(parse_epoch_seconds("0"), 0);
  EXPECT_EQ(parse_epoch_seconds("-0.000000001"), -1);
  EXPECT_EQ(parse_epoch_seconds("-1.5"), -1'500'000'000);
  EXPECT_EQ(parse_epoch_seconds("1700000000.25"), 1'700'000'000'250'000'000);
}

TEST(ParseEpochSeconds, RefusesEveryOtherText) {
  for (const char* text : {"", "-", ".", "1.", ".5", "-.5", "+1", "--1", "1e9", "1.0000000000",
                           "1,5", " 1", "1 ", "0x10", "1.-5", "1.5.5", "nan", "inf"}) {
    EXPECT_EQ(parse_epoch_seconds(text), std::nullopt) << text;
  }
}

TEST(EpochSeconds, IsExact) {
  EXPECT_EQ(epoch_seconds(1'700'000'000'123'456'789), "1700000000.123456789");
  EXPECT_EQ(epoch_seconds(5), "0.000000005");
  EXPECT_EQ(epoch_seconds(-1), "-0.000000001");
  EXPECT_EQ(epoch_seconds(std::numeric_limits<Nanoseconds>::min()), "-9223372036.854775808");
}

}  // namespace
}  // namespace packetglass
