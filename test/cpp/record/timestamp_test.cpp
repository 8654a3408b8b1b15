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

TEST(EpochSeconds, IsExact) {
  EXPECT_EQ(epoch_seconds(1'700'000'000'123'456'789), "1700000000.123456789");
  EXPECT_EQ(epoch_seconds(5), "0.000000005");
  EXPECT_EQ(epoch_seconds(-1), "-0.000000001");
  EXPECT_EQ(epoch_seconds(std::numeric_limits<Nanoseconds>::min()), "-9223372036.854775808");
}

}  // namespace
}  // namespace packetglass
