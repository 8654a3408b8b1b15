// Checks a filter: its sets.
#include <algorithm>

#include "filter/check.h"

namespace packetglass {

using Kind = SyntaxKind;

namespace {

constexpr std::uint32_t kNone = SyntaxNode::kNone;

// The addresses of a prefix: with its other bits 0 and 1.
std::string filled(std::string_view address, unsigned prefix, bool ones) {
  std::string text(address);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned kept =
        prefix > 8 * i ? std::min<unsigned>(prefix - 8 * static_cast<unsigned>(i), 8) : 0;
    const auto mask = static_cast<unsigned char>(0xff00 >> kept);
    const auto byte = static_cast<unsigned char>(text[i]);
    text[i] = static_cast<char>(ones ? byte | static_cast<unsigned char>(~mask) : byte & mask);
  }
  return text;
}

// Sorts ranges, leaves those out that are none, and joins those that overlap.
template <typename Range>
void join(std::vector<Range>& ranges) {
  ranges.erase(std::remove_if(ranges.begin(), ranges.end(),
                              [](const Range& range) { return range.high < range.low; }),
               ranges.end());
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.low < b.low; });
  std::size_t kept = 0;
  for (const Range& range : ranges) {
    if (kept != 0 && range.low <= ranges[kept - 1].high) {
      ranges[kept - 1].high = std::max(ranges[kept - 1].high, range.high);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
  ranges.shrink_to_fit();
}

}  // namespace

void FilterChecker::finish(FilterSet& set) {
  join(set.numbers);
  join(set.texts);
}

bool FilterChecker::membership(NodeId node) {
  const SyntaxNode& in = tree_[node];
  const NodeId operand = in.first;
  const Type type = operand_type(operand);
  if (!type) return false;
  const bool protocol = type->field_type() == FieldType::kProtocol;
  if (!type->known || type->constant || protocol || type->type == ValueType::kNone) {
    const bool word = tree_[operand].kind == Kind::kWord;
    if (!type->known && word && shown(operand).find('.') != std::string::npos) {
      return fail_unknown(operand);
    }
    return fail(operand, "only the value of a field may be in a set");
  }
  const std::size_t first_step = program_.steps.size();
  if (!emit(operand, *type)) return false;
  FilterSet set;
  for (NodeId each = tree_[operand].next; each != kNone; each = tree_[each].next) {
    if (!element(each, *type, set)) return false;
  }
  finish(set);
  program_.sets.push_back(std::move(set));
  FilterTest membership{FilterTest::Kind::kIn, TokenKind::kIn, in.quantifier == Quantifier::kAll,
                        type->type};
  membership.index = static_cast<std::uint32_t>(program_.sets.size() - 1);
  test(membership, first_step);
  if (in.negative) negate_present(first_step);
  return true;
}

bool FilterChecker::element(NodeId node, const OperandType& wanted, FilterSet& set) {
  const bool range = tree_[node].kind == Kind::kRange;
  const NodeId low = range ? tree_[node].first : node;
  const NodeId high = range ? tree_[node].last : node;
  const auto is_plain = [&](NodeId each) {
    return tree_[each].kind == Kind::kCharacter || is_constant_word(each);
  };
  if (is_plain(low) && is_plain(high)) return add_to_set(low, high, wanted, set);
  for (const NodeId each : {low, high}) {
    const Type type = operand_type(each);
    if (!type) return false;
    if (type->known && type->type != wanted.type) {
      return fail(
          each, std::string(title(wanted.type)) + " cannot be compared with " + title(type->type));
    }
    if (!emit(each, wanted)) return false;
    if (!range) break;
  }
  set.dynamic_ranges.push_back(range);
  return true;
}

bool FilterChecker::add_to_set(NodeId low, NodeId high, const OperandType& wanted,
                               FilterSet& set) {
  // operand_type() refuses what is not dissected.
  if (!operand_type(low) || !operand_type(high)) return false;
  if (low == high && wanted.type == ValueType::kInteger) {
    const std::vector<std::uint32_t> numbers = numbers_of(low, wanted);
    if (failed_) return false;
    for (const std::uint32_t number : numbers) set.numbers.push_back({number, number});
    if (!numbers.empty()) return true;
  }
  FilterValue from, to;
  if (!constant(low, wanted, from)) return false;
  if (low == high)
    to = from;
  else if (!constant(high, wanted, to))
    return false;
  if (wanted.type == ValueType::kReal) {
    set.reals.emplace_back(from.real, to.real);
  } else if (wanted.type == ValueType::kIpv4) {
    const auto rest = [](const FilterValue& value) {
      const unsigned bits = std::min<unsigned>(value.prefix, 32);
      return (static_cast<Wide>(1) << (32 - bits)) - 1;
    };
    set.numbers.push_back({from.number & ~rest(from), to.number | rest(to)});
  } else if (is_number(wanted.type)) {
    set.numbers.push_back({from.number, to.number});
  } else if (wanted.type == ValueType::kIpv6) {
    set.texts.push_back({program_.texts.keep(filled(from.text, from.prefix, false)),
                         program_.texts.keep(filled(to.text, to.prefix, true))});
  } else {
    set.texts.push_back({from.text, to.text});
  }
  return true;
}

}  // namespace packetglass
