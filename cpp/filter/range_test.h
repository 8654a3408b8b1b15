// A test that compares the values of one field with constants, as ranges of numbers.
#pragma once

#include <optional>
#include <vector>

#include "filter/program.h"

namespace packetglass {

class RangeTest {
 public:
  struct Range {
    Wide low, high;
  };

  // Nothing where the test is another one: of several fields, of parts of values, of patterns.
  static std::optional<RangeTest> of(const FilterProgram& program, const FilterTest& test);

  // Which one of the program's.
  std::uint32_t field() const { return field_; }
  // Whether all values have to hold, not any. Where there are none the test does not hold.
  bool all() const { return all_; }
  // Whether a value holds: the number that it is, of IPv6 addresses ipv6_number().
  bool holds(Wide number) const {
    if (ranges_.size() == 1) return is_in(ranges_.front(), number) != negative_;
    return is_in_any(number) != negative_;
  }

 private:
  RangeTest(std::uint32_t field, bool all) : field_(field), all_(all) {}

  static bool is_in(const Range& range, Wide number) {
    return range.low <= number && number <= range.high;
  }
  bool is_in_any(Wide number) const;
  bool take_comparison(const FilterProgram& program, const FilterTest& test);
  bool take_set(const FilterSet& set, ValueType type);
  void compare(TokenKind comparison, const Range& constant);

  std::uint32_t field_;
  bool all_;
  bool negative_ = false;      // values hold that are in none of the ranges
  std::vector<Range> ranges_;  // rising, apart
};

// The address as a number, in the order of addresses: its first and its last 64 bits.
inline Wide ipv6_number(std::uint64_t high, std::uint64_t low) {
  // The first bit would be the sign.
  const std::uint64_t first = high ^ std::uint64_t{1} << 63;
  return static_cast<Wide>(static_cast<UnsignedWide>(first) << 64 | low);
}

}  // namespace packetglass
