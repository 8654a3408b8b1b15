// Names of fields on the command line.
#pragma once

#include <string>
#include <string_view>

namespace packetglass::native {

// What is wrong with a name that no field has: "no field is called ip.scr; did you mean ip.src?".
// Empty when one has it.
std::string wrong_field(std::string_view name);

}  // namespace packetglass::native
