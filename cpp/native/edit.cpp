// packetglass edit: a capture through steps, in the order in which they are given.
#include "native/command.h"
#include "native/conversion.h"
#include "native/edit_steps.h"

namespace packetglass::native {
namespace {

struct Options {
  ConversionOptions conversion;
  StepOptions steps;
};

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  declare_conversion_options(list, options->conversion);
  declare_step_options(list, options->steps);
  return [options] { return convert_with_steps(options->conversion, options->steps); };
}

}  // namespace

extern const Command kEdit;
const Command kEdit{"edit", "Change what is in a capture, step by step", declare};

}  // namespace packetglass::native
