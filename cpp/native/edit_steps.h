// The steps of an edit as options of the command line.
#pragma once

#include "native/conversion.h"

namespace packetglass::native {

struct StepOptions {
  EditSteps steps;                 // in the order in which they were given
  std::vector<std::string> names;  // of each
  bool json = false;               // the report
  bool quiet = false;              // no report
};

// Declares --NAME for each row of the table of edits, --json and --quiet; `options` outlives the
// command line.
void declare_step_options(OptionList& list, StepOptions& options);

// Writes what comes out of the steps, and says on standard error what each of them did (with
// --json as a JSON object a line). Returns the exit code.
int convert_with_steps(const ConversionOptions& conversion, StepOptions& options);

}  // namespace packetglass::native
