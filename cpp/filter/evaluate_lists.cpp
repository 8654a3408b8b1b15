// Asks a checked filter of packets: what is asked of lists of values.
#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "filter/evaluate.h"

namespace packetglass {
namespace {

using Sign = TokenKind;

// Each pair of so few is compared; of more the smallest and the largest.
constexpr std::size_t kFew = 64;

bool is_equality(Sign comparison) {
  return comparison >= Sign::kAnyEqual && comparison <= Sign::kAnyNotEqual;
}

// In time that grows with the sum of both, which std::string_view::find does not promise.
bool has_inside(std::string_view whole, std::string_view part) {
  if (part.empty() || whole.size() < part.size()) return part.empty();
  return memmem(whole.data(), whole.size(), part.data(), part.size()) != nullptr;
}

bool has_prefix(const FilterValue& value) {
  return value.prefix != FilterValue::kWhole;
}

}  // namespace

bool FilterEvaluation::compare_lists(const FilterTest& test, List a, List b) {
  if (a.empty() || b.empty()) return false;
  const bool few = a.size() == 1 || b.size() == 1 || a.size() * b.size() <= kFew;
  const bool plain =
      std::none_of(a.begin(), a.end(), has_prefix) && std::none_of(b.begin(), b.end(), has_prefix);
  if (!few && plain && test.type != ValueType::kReal) return compare_many(test, a, b);
  for (const FilterValue& left : a) {
    for (const FilterValue& right : b) {
      if (!take(1 + std::min(left.text.size(), right.text.size()) / 64)) return false;
      if (holds(test.comparison, test.type, left, right) != test.all) return !test.all;
    }
  }
  return test.all;
}

// The same of many values, in their order.
bool FilterEvaluation::compare_many(const FilterTest& test, List a, List b) {
  const auto less = [&](const FilterValue& x, const FilterValue& y) {
    take(1 + std::min(x.text.size(), y.text.size()) / 64);
    return compare(test.type, x, y) < 0;
  };
  std::vector<FilterValue> left(a.begin(), a.end()), right(b.begin(), b.end());
  std::sort(left.begin(), left.end(), less);
  std::sort(right.begin(), right.end(), less);
  const bool all_same = !less(left.front(), left.back()) && !less(right.front(), right.back()) &&
                        compare(test.type, left.front(), right.front()) == 0;
  if (is_equality(test.comparison)) {
    // Equal ones: any or all; unequal ones: where not all, or not any, are equal.
    const bool negative = is_unequal(test.comparison);
    if (test.all != negative) return all_same != negative;
    bool common = false;
    for (std::size_t i = 0, j = 0; i < left.size() && j < right.size() && !common;) {
      if (less(left[i], right[j]))
        ++i;
      else if (less(right[j], left[i]))
        ++j;
      else
        common = true;
    }
    return common != negative;
  }
  const bool greater =
      test.comparison == Sign::kGreater || test.comparison == Sign::kGreaterOrEqual;
  // Any: the pair that lies furthest in its direction; all: the one that lies least.
  const bool largest = greater != test.all;
  return holds(test.comparison, test.type, largest ? left.back() : left.front(),
               largest ? right.front() : right.back());
}

bool FilterEvaluation::contains(const FilterTest& test, List a, List b) {
  if (a.empty() || b.empty()) return false;
  for (const FilterValue& whole : a) {
    for (const FilterValue& part : b) {
      if (!take(1 + whole.text.size() / 64)) return false;
      const bool holds = has_inside(whole.text, part.text);
      if (holds != test.all) return !test.all;
    }
  }
  return test.all;
}

Truth FilterEvaluation::match(const FilterTest& test, List subjects, std::uint32_t index,
                              OpenMatches* open) {
  using Answer = RegexEngine::Answer;
  if (subjects.empty() || regex_ == nullptr) return Truth::kNo;
  if (open != nullptr) {
    const auto first = static_cast<std::uint32_t>(open->questions.size());
    for (const FilterValue& subject : subjects) {
      if (!take(1 + subject.text.size() / 64)) return Truth::kNo;
      open->questions.push_back({test.index, bytes_of(open->subjects.keep(subject.text))});
    }
    open->tests.push_back({index, first, static_cast<std::uint32_t>(subjects.size())});
    return Truth::kUnknown;
  }
  for (const FilterValue& subject : subjects) {
    if (!take(1 + subject.text.size() / 64)) return Truth::kNo;
    const RegexEngine::Question question{test.index, bytes_of(subject.text)};
    Answer answer = Answer::kNo;
    regex_->match({&question, 1}, {&answer, 1});
    if (answer == Answer::kLimit) exceeded_ = true;
    if ((answer == Answer::kYes) != test.all) return truth(!test.all);
  }
  return truth(test.all);
}

namespace {

// Whether a value is in one of the ranges, which are sorted and apart.
template <typename Ranges, typename Value>
bool is_in_ranges(const Ranges& ranges, const Value& value) {
  const auto behind =
      std::upper_bound(ranges.begin(), ranges.end(), value,
                       [](const Value& v, const auto& range) { return v < range.low; });
  return behind != ranges.begin() && !((behind - 1)->high < value);
}

}  // namespace

// The lists of elements that are no constants stand behind the first on the stack.
bool FilterEvaluation::has(const FilterSet& set, ValueType type, const FilterValue& value,
                           std::size_t dynamic) {
  if (type == ValueType::kReal) {
    for (const auto& [low, high] : set.reals) {
      if (value.real >= low && value.real <= high) return true;
    }
  } else if (is_number(type) ? is_in_ranges(set.numbers, value.number)
                             : is_in_ranges(set.texts, value.text)) {
    return true;
  }
  for (const bool range : set.dynamic_ranges) {
    const auto any = [&](Sign comparison, List list) {
      return std::any_of(list.begin(), list.end(), [&](const FilterValue& each) {
        return take(1 + each.text.size() / 64) && holds(comparison, type, value, each);
      });
    };
    const List low = stack_[dynamic++];
    if (!range && any(Sign::kAnyEqual, low)) return true;
    if (!range) continue;
    const List high = stack_[dynamic++];
    if (any(Sign::kGreaterOrEqual, low) && any(Sign::kLessOrEqual, high)) return true;
  }
  return false;
}

bool FilterEvaluation::is_in(const FilterTest& test, const FilterSet& set) {
  const List values = stack_[0];
  if (values.empty()) return false;
  for (const FilterValue& value : values) {
    if (!take(1 + set.reals.size())) return false;
    if (has(set, test.type, value, 1) != test.all) return !test.all;
  }
  return test.all;
}

}  // namespace packetglass
