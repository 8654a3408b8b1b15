// JSON as it is printed.
#include "native/json_text.h"

#include "base/shown_text.h"

namespace packetglass::native {

std::string json_text(const nlohmann::ordered_json& json) {
  using Json = nlohmann::ordered_json;
  std::string text;
  append_shown_json(text, json.dump(-1, ' ', false, Json::error_handler_t::replace));
  return text;
}

}  // namespace packetglass::native
