// What is wrong with the length of an option.
#include "dissect/option_length.h"

#include "base/text.h"

namespace packetglass {

std::string wrong_option_length(std::string_view option, unsigned length) {
  std::string text(option);
  text += format_text(" (%s = %u byte%s",
                      length < 2 ? "with too-short option length" : "option length", length,
                      length == 1 ? "" : "s");
  return text + (length < 2 ? ")" : " says option goes past end of options)");
}

}  // namespace packetglass
