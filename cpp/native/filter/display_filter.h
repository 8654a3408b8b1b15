// The option --filter: a display filter on the command line.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "filter/filter.h"
#include "native/options.h"

namespace packetglass::native {

struct FilterWords {
  std::string text;  // empty: none is wanted
  std::vector<FilterMacro> macros;
};

// Declares -Y, --filter and --macro; `words` outlives the command line.
void declare_filter_options(OptionList& list, FilterWords& words);

// The filter; where it is wrong it is nullptr, and standard error says why. What is warned of
// stands there too.
std::unique_ptr<Filter> compile_words(const FilterWords& words);

// Says on standard error how many packets took more than is allowed, if any did.
void report_exceeded(const Filter& filter);

}  // namespace packetglass::native
