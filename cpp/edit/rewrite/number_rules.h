// Which number becomes which: ports and VLAN ids.
#pragma once

#include <optional>
#include <vector>

#include "edit/rewrite/rules.h"

namespace packetglass {

class NumberRules {
 public:
  // Numbers are from 0 to `most`, which is 2^n - 1.
  explicit NumberRules(std::uint16_t most);

  // "80", "5000-5009", both of them as many; or "*", all, which become one. A number counts more
  // than a range, and that more than "*"; one for a side more than one for both. Returns what is
  // wrong with the rule, or nothing.
  std::string add(const Rule& rule);

  std::uint16_t mask() const { return mask_; }
  // The number itself where no rule has it.
  std::uint16_t of(Side side, std::uint16_t number) const {
    return tables_[static_cast<std::size_t>(side)].after[number];
  }

 private:
  // How a number was named, from the weakest.
  enum class Named : std::uint8_t { kNot, kAll, kInRange, kAlone };
  struct Table {
    std::vector<std::uint16_t> after;
    std::vector<std::uint8_t> named;  // as numbers: twice Named, and one where for this side alone
  };
  struct Range {
    std::uint16_t first = 0, last = 0;
    std::uint32_t count() const { return last - first + 1u; }
  };

  std::optional<Range> read_range(std::string_view text) const;
  bool put(Table& table, const Range& before, const Range& after, std::uint8_t named);

  const std::uint16_t mask_;
  Table tables_[3];  // by side
};

}  // namespace packetglass
