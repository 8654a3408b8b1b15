// Names of fields that people write.
#pragma once

#include <string>
#include <string_view>

namespace packetglass {

// What is wrong with a name that no field has: "no field is called ip.scr; did you mean ip.src?".
// Where no name is near, `all` says where all are listed. Empty when one has it.
std::string wrong_field(std::string_view name, std::string_view all);

}  // namespace packetglass
