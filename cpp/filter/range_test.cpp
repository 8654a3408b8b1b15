// A test that compares the values of one field with constants, as ranges of numbers.
#include "filter/range_test.h"

#include <algorithm>
#include <limits>

#include "base/bytes.h"
#include "base/text.h"

namespace packetglass {
namespace {

using Range = RangeTest::Range;

constexpr std::size_t kIpv6Size = 16;
constexpr Wide kMost = std::numeric_limits<Wide>::max(), kLeast = std::numeric_limits<Wide>::min();

Wide number_of(std::string_view address) {
  const std::uint8_t* const bytes = bytes_of(address).data();
  return ipv6_number(load<std::uint64_t>(bytes, ByteOrder::kBig),
                     load<std::uint64_t>(bytes + 8, ByteOrder::kBig));
}

// Ones in the lowest `count` bits, of which there are fewer than 128.
constexpr Wide low_bits(unsigned count) {
  return ~(~Wide{0} << count);
}

// The values that are equal to a constant: of a network all its addresses.
std::optional<Range> equal_to(const FilterValue& constant, ValueType type) {
  const bool ipv6 = type == ValueType::kIpv6;
  if (ipv6 && constant.text.size() != kIpv6Size) return std::nullopt;
  const Wide number = ipv6 ? number_of(constant.text) : constant.number;
  if (!ipv6 && type != ValueType::kIpv4) return Range{number, number};
  const unsigned bits = ipv6 ? 128 : 32;
  if (constant.prefix >= bits) return Range{number, number};
  if (constant.prefix == 0) return Range{kLeast, kMost};
  const Wide rest = low_bits(bits - constant.prefix);
  return Range{number & ~rest, number | rest};
}

// The comparison that holds of b and a where this one holds of a and b.
TokenKind mirrored(TokenKind comparison) {
  switch (comparison) {
    case TokenKind::kGreater:
      return TokenKind::kLess;
    case TokenKind::kGreaterOrEqual:
      return TokenKind::kLessOrEqual;
    case TokenKind::kLess:
      return TokenKind::kGreater;
    case TokenKind::kLessOrEqual:
      return TokenKind::kGreaterOrEqual;
    default:
      return comparison;
  }
}

bool is_of(const FilterProgram& program, const FilterStep& step, ValueType type) {
  return step.kind == FilterStep::Kind::kField && program.fields[step.index].type == type;
}

}  // namespace

std::optional<RangeTest> RangeTest::of(const FilterProgram& program, const FilterTest& test) {
  using Kind = FilterTest::Kind;
  const FilterStep* const first = program.steps.data() + test.first_step;
  const FilterStep* const end = program.steps.data() + test.end_step;
  const FilterStep* const field = std::find_if(
      first, end, [](const FilterStep& step) { return step.kind == FilterStep::Kind::kField; });
  if (field == end) return std::nullopt;
  RangeTest ranges(field->index, test.all);
  const auto steps = end - first;
  if (test.kind == Kind::kExists && steps == 1) {
    ranges.ranges_ = {{kLeast, kMost}};
    return ranges;
  }
  if (!is_of(program, *field, test.type)) return std::nullopt;
  if (!is_number(test.type) && test.type != ValueType::kIpv6) return std::nullopt;
  bool taken = false;
  if (test.kind == Kind::kIn && steps == 1) {
    taken = ranges.take_set(program.sets[test.index], test.type);
  } else if (test.kind == Kind::kCompare && steps == 2) {
    taken = ranges.take_comparison(program, test);
  }
  return taken ? std::optional(std::move(ranges)) : std::nullopt;
}

bool RangeTest::take_comparison(const FilterProgram& program, const FilterTest& test) {
  const FilterStep& left = program.steps[test.first_step];
  const FilterStep& right = program.steps[test.first_step + 1];
  const bool turned = left.kind == FilterStep::Kind::kConstant;
  const FilterStep& constant = turned ? left : right;
  if (constant.kind != FilterStep::Kind::kConstant) return false;
  const auto equal = equal_to(program.constants[constant.index], test.type);
  if (!equal) return false;
  compare(turned ? mirrored(test.comparison) : test.comparison, *equal);
  return true;
}

void RangeTest::compare(TokenKind comparison, const Range& constant) {
  switch (comparison) {
    case TokenKind::kGreater:
      if (constant.high != kMost) ranges_ = {{constant.high + 1, kMost}};
      return;
    case TokenKind::kGreaterOrEqual:
      ranges_ = {{constant.low, kMost}};
      return;
    case TokenKind::kLess:
      if (constant.low != kLeast) ranges_ = {{kLeast, constant.low - 1}};
      return;
    case TokenKind::kLessOrEqual:
      ranges_ = {{kLeast, constant.high}};
      return;
    default:
      ranges_ = {constant};
      negative_ = is_unequal(comparison);
  }
}

bool RangeTest::take_set(const FilterSet& set, ValueType type) {
  if (!set.dynamic_ranges.empty()) return false;
  if (type != ValueType::kIpv6) {
    for (const auto& [low, high] : set.numbers) ranges_.push_back({low, high});
    return true;
  }
  for (const auto& [low, high] : set.texts) {
    if (low.size() != kIpv6Size || high.size() != kIpv6Size) return false;
    ranges_.push_back({number_of(low), number_of(high)});
  }
  return true;
}

bool RangeTest::is_in_any(Wide number) const {
  const auto behind =
      std::upper_bound(ranges_.begin(), ranges_.end(), number,
                       [](Wide value, const Range& range) { return value < range.low; });
  return behind != ranges_.begin() && number <= (behind - 1)->high;
}

}  // namespace packetglass
