// What a test of a checked filter compares, as text.
#pragma once

#include <string>
#include <vector>

#include "filter/program.h"

namespace packetglass {

// The text between quotes, with what cannot stand there escaped: "a\"b\x00".
std::string quoted_text(std::string_view text);

// A constant as it is written beside values of its type.
std::string constant_text(ValueType type, const FilterValue& value);

class CanonicalOperands {
 public:
  // Runs the steps of a test, with texts in the place of values.
  CanonicalOperands(const FilterProgram& program, const FilterTest& test);

  // The operands, in their order.
  const std::string& operator[](std::size_t i) const { return stack_[i]; }
  // The elements of the set that the first one is looked for in: "80, 443, 8000..8099".
  std::string elements(const FilterSet& set) const;

 private:
  void run(const FilterStep& step);
  std::string field(const FilterField& field) const;
  std::string ranges(std::uint32_t first, std::uint32_t count) const;
  std::string take();
  std::string take_arguments(std::uint32_t count);

  const FilterProgram& program_;
  ValueType type_;  // of the elements of a set
  std::vector<std::string> stack_;
};

}  // namespace packetglass
