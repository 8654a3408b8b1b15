// Times in texts, as strptime() and text2pcap read them.
#include "edit/hex_dump/time_format.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

// 2023-11-14T22:13:20Z
constexpr Nanoseconds kNow = 1'700'000'000 * kNanosecondsPerSecond;

std::string parsed(std::string_view text, std::string_view format) {
  const auto time = parse_time(text, format, kNow);
  return time ? iso8601(*time) : "none";
}

TEST(TimeFormat, ReadsEachPart) {
  EXPECT_EQ(parsed("2001-02-03 04:05:06.789 and more", "%Y-%m-%d %H:%M:%S.%f"),
            "2001-02-03T04:05:06.789000000Z");
  EXPECT_EQ(parsed("Sat Feb  3 04:05:06 2001", "%a %b %e %T %Y"),
            "2001-02-03T04:05:06.000000000Z");
  EXPECT_EQ(parsed("03 february 2001", "%d %B %Y"), "2001-02-03T22:13:20.000000000Z");
  EXPECT_EQ(parsed("02/03/01 12:05:06 AM", "%D %I:%M:%S %p"), "2001-02-03T00:05:06.000000000Z");
  EXPECT_EQ(parsed("12:00:00 pm", "%I:%M:%S %p"), "2023-11-14T12:00:00.000000000Z");
  EXPECT_EQ(parsed("2000 366 00:00:00", "%Y %j %T"), "2000-12-31T00:00:00.000000000Z");
  EXPECT_EQ(parsed("981173106.000000001", "%s.%f"), "2001-02-03T04:05:06.000000001Z");
  EXPECT_EQ(parsed("2001-02-03T04:05:06+0130", "%FT%T%z"), "2001-02-03T02:35:06.000000000Z");
  EXPECT_EQ(parsed("100% 04:05", "100%% %R"), "2023-11-14T04:05:20.000000000Z");
  EXPECT_EQ(parsed("2016-12-31 23:59:60", "%F %T"), "2017-01-01T00:00:00.000000000Z");
}

TEST(TimeFormat, ReadsIso8601) {
  EXPECT_EQ(parsed("2001-02-03T04:05:06.5Z 0000", "ISO"), "2001-02-03T04:05:06.500000000Z");
  EXPECT_EQ(parsed("2001-02-03 04:05:06", "ISO"), "2001-02-03T04:05:06.000000000Z");
  EXPECT_EQ(parsed("2001-02-03T04:05:06,25-01:00", "ISO"), "2001-02-03T05:05:06.250000000Z");
  EXPECT_EQ(parsed("2001-02-03", "ISO"), "none");
}

TEST(TimeFormat, TakesNoDateThatIsNotInTheCalendar) {
  EXPECT_EQ(parsed("2001-02-29 00:00:00", "%F %T"), "none");
  EXPECT_EQ(parsed("2001-13-01 00:00:00", "%F %T"), "none");
  EXPECT_EQ(parsed("25:00:00", "%T"), "none");
  EXPECT_EQ(parsed("", "%T"), "none");
  EXPECT_EQ(parsed("9999-01-01 00:00:00", "%F %T"), "none") << "Nanoseconds cannot hold it";
}

TEST(TimeFormat, QuotesWhatItDoesNotKnow) {
  EXPECT_EQ(wrong_time_format("%H:%Q"), "%Q is not known in the format %H:%Q");
  EXPECT_EQ(wrong_time_format("%"), "% is not known in the format %");
  EXPECT_EQ(wrong_time_format(""), "The format of the time is empty");
  EXPECT_EQ(wrong_time_format("%H:%M:%S.%f %%"), "");
}

}  // namespace
}  // namespace packetglass
