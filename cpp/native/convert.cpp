// packetglass convert: writes a capture again, in its own or another format.
#include "native/command.h"
#include "native/conversion.h"

namespace packetglass::native {
namespace {

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<ConversionOptions>();
  declare_conversion_options(list, *options);
  return [options] { return convert(*options); };
}

}  // namespace

extern const Command kConvert;
const Command kConvert{"convert", "Write a capture again, in its own or another format", declare};

}  // namespace packetglass::native
