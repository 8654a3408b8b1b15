// Which number becomes which.
#include "edit/rewrite/number_rules.h"

#include <numeric>
#include <optional>

#include "edit/step_value.h"

namespace packetglass {
NumberRules::NumberRules(std::uint16_t most) : mask_(most) {
  for (Table& table : tables_) {
    table.after.resize(std::size_t{most} + 1);
    std::iota(table.after.begin(), table.after.end(), std::uint16_t{0});
    table.named.resize(table.after.size());
  }
}

std::optional<NumberRules::Range> NumberRules::read_range(std::string_view text) const {
  const std::size_t hyphen = text.find('-');
  const auto first = parse_whole(text.substr(0, hyphen));
  const auto last = hyphen == text.npos ? first : parse_whole(text.substr(hyphen + 1));
  if (!first || !last || *first > *last || *last > mask_) return std::nullopt;
  return Range{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

// false: a number has such a rule already.
bool NumberRules::put(Table& table, const Range& before, const Range& after, std::uint8_t named) {
  for (std::uint32_t i = 0; i < before.count(); ++i) {
    const std::size_t number = std::size_t{before.first} + i;
    if (table.named[number] == named) return false;
    if (table.named[number] > named) continue;
    table.named[number] = named;
    const std::uint32_t step = after.count() == 1 ? 0 : i;
    table.after[number] = static_cast<std::uint16_t>(after.first + step);
  }
  return true;
}

std::string NumberRules::add(const Rule& rule) {
  const bool all = rule.before == "*";
  const auto before = all ? Range{0, mask_} : read_range(rule.before);
  const auto after = read_range(rule.after);
  if (!before || !after) {
    return "has " + quoted_rule(before ? rule.after : rule.before) +
           ", which is no number or range from 0 to " + std::to_string(mask_);
  }
  if (after->count() != before->count() && !(all && after->count() == 1)) {
    return "has ranges of two lengths";
  }
  const Named how = all ? Named::kAll : before->count() == 1 ? Named::kAlone : Named::kInRange;
  const bool one_side = rule.side != Side::kNone;
  const auto named = static_cast<std::uint8_t>(2 * static_cast<int>(how) + (one_side ? 1 : 0));
  for (std::size_t side = 0; side < std::size(tables_); ++side) {
    if (one_side && side != static_cast<std::size_t>(rule.side)) continue;
    if (!put(tables_[side], *before, *after, named)) return "names what another rule names";
  }
  return {};
}

}  // namespace packetglass
