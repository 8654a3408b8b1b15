// JSON as it is printed: on one line, and nothing in it that a terminal obeys.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace packetglass::native {

// Controls beyond JSON's own are escaped too (\u202e), which leaves it the same JSON; bytes that
// are no UTF-8 become U+FFFD, for JSON has no place for them.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace packetglass::native
