// Names of fields on the command line.
#include "native/field_names.h"

#include "dissect/field_names.h"

namespace packetglass::native {

std::string wrong_field(std::string_view name) {
  return packetglass::wrong_field(name, "packetglass fields lists all");
}

}  // namespace packetglass::native
