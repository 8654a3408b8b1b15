// What is wrong with the length of an option, in Wireshark's words.
#pragma once

#include <string>
#include <string_view>

namespace packetglass {

// "Window scale (with too-short option length = 1 byte)" of lengths below two bytes, which type
// and length themselves take; of others, that the option goes on behind the end of all options.
std::string wrong_option_length(std::string_view option, unsigned length);

}  // namespace packetglass
