// Arithmetic of the values of a filter.
#include <algorithm>
#include <cmath>
#include <limits>

#include "filter/evaluate.h"

namespace packetglass {
namespace {

using Sign = TokenKind;

bool fits(Wide number) {
  return number >= std::numeric_limits<std::int64_t>::min() &&
         number <= static_cast<Wide>(std::numeric_limits<std::uint64_t>::max());
}

bool calculate_whole(Sign operation, Wide a, Wide b, Wide& result) {
  switch (operation) {
    case Sign::kBitAnd:
      result = a & b;
      return true;
    case Sign::kPlus:
      result = a + b;
      break;
    case Sign::kMinus:
      result = a - b;
      break;
    case Sign::kTimes:
      if (__builtin_mul_overflow(a, b, &result)) return false;
      break;
    default:
      if (b == 0) return false;
      result = operation == Sign::kDivide ? a / b : a % b;
  }
  return fits(result);
}

double calculate_real(Sign operation, double a, double b) {
  switch (operation) {
    case Sign::kPlus:
      return a + b;
    case Sign::kMinus:
      return a - b;
    case Sign::kTimes:
      return a * b;
    case Sign::kDivide:
      return a / b;
    default:
      return std::fmod(a, b);
  }
}

// Of a time in nanoseconds.
bool scale(Sign operation, Wide time, double factor, Wide& result) {
  const auto of = static_cast<double>(time);
  const double scaled = operation == Sign::kTimes ? of * factor : of / factor;
  constexpr double kMost = 9.2e18;
  if (!(scaled > -kMost && scaled < kMost)) return false;
  result = static_cast<Wide>(scaled);
  return true;
}

// As far as both have bytes.
std::string bits_of_both(std::string_view a, std::string_view b) {
  std::string both(a.substr(0, std::min(a.size(), b.size())));
  for (std::size_t i = 0; i < both.size(); ++i) both[i] = static_cast<char>(both[i] & b[i]);
  return both;
}

double real_of(ValueType type, const FilterValue& value) {
  return type == ValueType::kReal ? value.real : static_cast<double>(value.number);
}

}  // namespace

bool calculate(const FilterStep& step, const FilterValue& a, const FilterValue& b,
               FilterValue& result, TextArena& texts) {
  const bool scales = step.operation == Sign::kTimes || step.operation == Sign::kDivide;
  if (scales && is_time(step.from)) {
    return scale(step.operation, a.number, real_of(step.with, b), result.number);
  }
  if (scales && is_time(step.with)) {
    return scale(step.operation, b.number, real_of(step.from, a), result.number);
  }
  if (step.type == ValueType::kReal) {
    result.real = calculate_real(step.operation, a.real, b.real);
    return true;
  }
  if (is_number(step.type))
    return calculate_whole(step.operation, a.number, b.number, result.number);
  result.text = texts.keep(bits_of_both(a.text, b.text));
  return true;
}

}  // namespace packetglass
