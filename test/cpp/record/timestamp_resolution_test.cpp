#include "record/timestamp_resolution.h"

#include <gtest/gtest.h>

#include <limits>

namespace packetglass {
namespace {

constexpr std::uint64_t kMostTicks = std::numeric_limits<std::uint64_t>::max();

constexpr std::uint64_t kTicks[] = {0,          1,          2,          3,
                                    997,        999'999,    1'000'000,  1'048'575,
                                    1'048'577,  0xffffffff, 1ull << 40, 1'700'000'000'123'457,
                                    1ull << 62, 1ull << 63, kMostTicks};

// Every value that if_tsresol can have.
template <typename Use>
void for_every_resolution(Use use) {
  for (int value = 0; value < 256; ++value) {
    const auto unit = TimestampResolution::from_if_tsresol(static_cast<std::uint8_t>(value));
    ASSERT_EQ(unit.if_tsresol(), value);
    use(unit);
  }
}

// Whether a tick is at least a nanosecond, so that no two have the same time.
bool is_coarse(const TimestampResolution& unit) {
  return unit.exponent <= (unit.binary ? 29 : 9);
}

TEST(TimestampResolution, GivesTicksOfANanosecondOrMoreBackExactly) {
  for_every_resolution([](const TimestampResolution& unit) {
    if (!is_coarse(unit)) return;
    for (const std::int64_t offset : {0, -3600, 1'700'000'000}) {
      for (const std::uint64_t from : kTicks) {
        for (std::uint64_t ticks = from; ticks - from < 40 && ticks >= from; ++ticks) {
          const auto time = to_nanoseconds(ticks, unit, offset);
          if (time) {
            ASSERT_EQ(to_ticks(*time, unit, offset), ticks) << describe(unit);
          }
        }
      }
    }
  });
}

TEST(TimestampResolution, GivesTimesBackThatTicksOfANanosecondOrLessCanHold) {
  for_every_resolution([](const TimestampResolution& unit) {
    if (is_coarse(unit) && unit != kNanosecondResolution) return;
    for (const Nanoseconds time :
         {Nanoseconds{0}, Nanoseconds{1}, Nanoseconds{2}, Nanoseconds{950},
          Nanoseconds{999'999'999}, Nanoseconds{1'000'000'000},
          Nanoseconds{1'700'000'000'123'456'789}}) {
      const auto ticks = to_ticks(time, unit, 0);
      if (ticks) {
        ASSERT_EQ(to_nanoseconds(*ticks, unit, 0), time) << describe(unit);
      }
    }
  });
}

TEST(TimestampResolution, RoundsTimesDownThatNoTicksHave) {
  EXPECT_EQ(to_ticks(1'999, kMicroseconds, 0), 1u);
  EXPECT_EQ(to_ticks(953, {true, 20}, 0), 1u);
  EXPECT_EQ(to_ticks(952, {true, 20}, 0), 0u);
  EXPECT_EQ(to_ticks(954, {true, 20}, 0), 1u);
  EXPECT_EQ(to_ticks(999'999'999, {false, 0}, 0), 0u);
}

TEST(TimestampResolution, SaysWhetherTicksAreWholeNanoseconds) {
  EXPECT_TRUE(in_whole_nanoseconds(12'345, kNanosecondResolution));
  EXPECT_TRUE(in_whole_nanoseconds(1, {true, 9}));
  EXPECT_FALSE(in_whole_nanoseconds(1, {true, 20}));
  EXPECT_TRUE(in_whole_nanoseconds(1 << 11, {true, 20}));
  EXPECT_TRUE(in_whole_nanoseconds(3'000, {false, 12}));
  EXPECT_FALSE(in_whole_nanoseconds(3'001, {false, 12}));
  for (const std::uint8_t exponent : {29, 30, 127}) {
    EXPECT_TRUE(in_whole_nanoseconds(0, {false, exponent}));
    EXPECT_FALSE(in_whole_nanoseconds(kMostTicks, {false, exponent}));
  }
}

TEST(TimestampResolution, IsExactBeyond64Bits) {
  EXPECT_EQ(to_nanoseconds(kMostTicks, {false, 19}, 0), 1'844'674'407);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {false, 20}, 0), 184'467'440);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {false, 28}, 0), 1);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {false, 29}, 0), 0);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {false, 127}, 7), 7'000'000'000);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {true, 64}, 0), 999'999'999);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {true, 93}, 0), 1);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {true, 94}, 0), 0);
  EXPECT_EQ(to_nanoseconds(kMostTicks, {true, 127}, -1), -1'000'000'000);
  EXPECT_EQ(to_ticks(1, {false, 28}, 0), 10'000'000'000'000'000'000u);
  EXPECT_EQ(to_ticks(2, {false, 28}, 0), std::nullopt);
  EXPECT_EQ(to_ticks(0, {false, 127}, 0), 0u);
  EXPECT_EQ(to_ticks(1, {false, 127}, 0), std::nullopt);
  EXPECT_EQ(to_ticks(1, {true, 127}, 0), std::nullopt);
  EXPECT_EQ(to_ticks(-1, kNanosecondResolution, 0), std::nullopt);
}

TEST(TimestampResolution, HasTicksPerSecondAsFarAs64BitsGo) {
  using Resolution = TimestampResolution;
  EXPECT_EQ((Resolution{false, 19}.ticks_per_second()), 10'000'000'000'000'000'000u);
  EXPECT_EQ((Resolution{false, 20}.ticks_per_second()), std::nullopt);
  EXPECT_EQ((Resolution{true, 63}.ticks_per_second()), std::uint64_t{1} << 63);
  EXPECT_EQ((Resolution{true, 64}.ticks_per_second()), std::nullopt);
}

TEST(TimestampResolution, SaysTheTrueDateOfAnyTicks) {
  constexpr auto kLatestOffset = std::numeric_limits<std::int64_t>::max();
  constexpr auto kEarliestOffset = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(iso8601(1'700'000'000'123'456, kMicroseconds, 0), "2023-11-14T22:13:20.123456000Z");
  EXPECT_EQ(iso8601(kMostTicks, kMicroseconds, 0), "+586524-01-19T08:01:49.551615000Z");
  EXPECT_EQ(iso8601(kMostTicks, kNanosecondResolution, 0), "2554-07-21T23:34:33.709551615Z");
  EXPECT_EQ(iso8601(0, kMicroseconds, -62'167'219'200), "0000-01-01T00:00:00.000000000Z");
  EXPECT_EQ(iso8601(0, kMicroseconds, -62'167'219'201), "-0001-12-31T23:59:59.000000000Z");
  EXPECT_EQ(iso8601(0, kMicroseconds, 253'402'300'800), "+10000-01-01T00:00:00.000000000Z");
  EXPECT_EQ(iso8601(0, {false, 0}, kLatestOffset), "+292277026596-12-04T15:30:07.000000000Z");
  EXPECT_EQ(iso8601(0, {false, 0}, kEarliestOffset), "-292277022657-01-27T08:29:52.000000000Z");
  EXPECT_EQ(iso8601(kMostTicks, {false, 0}, kLatestOffset),
            "+876831075850-10-13T22:30:22.000000000Z");
}

TEST(TimestampResolution, TakesTheNearestTimeWhere64BitsCannotHoldIt) {
  using Limits = std::numeric_limits<Nanoseconds>;
  EXPECT_EQ(nearest_nanoseconds(5, kNanosecondResolution, 0), 5);
  EXPECT_EQ(nearest_nanoseconds(kMostTicks, kNanosecondResolution, 0), Limits::max());
  EXPECT_EQ(nearest_nanoseconds(5, {false, 127}, -10'000'000'000), Limits::min());
}

}  // namespace
}  // namespace packetglass
