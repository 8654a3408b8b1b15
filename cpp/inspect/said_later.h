// The fields that packets to come say of one.
#pragma once

#include <string_view>

namespace packetglass {

// Whether it is one of them: known where all packets were read before, or the capture is indexed.
bool is_said_later(std::string_view field);

}  // namespace packetglass
