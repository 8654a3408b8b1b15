// The fields that packets to come say of one, and those that take closer looks at packets before.
#pragma once

#include <string_view>

namespace packetglass {

// Whether it is one of them: known where all packets were read before, or the capture is indexed.
bool is_said_later(std::string_view field);

// Whether it is one that the segments before one say, where they are followed closely (TcpPast).
bool is_of_past(std::string_view field);

}  // namespace packetglass
