// What a field is.
#include "dissect/field.h"

namespace packetglass {

std::string_view name_of(std::span<const Name> names, std::uint64_t number) {
  for (const Name& name : names) {
    if (name.number == number) return name.text;
  }
  return {};
}

}  // namespace packetglass
