// Saying why a choice was refused.
#pragma once

#include <string>

#include "describe/description.h"

namespace packetglass {

// What a choice was refused for, where it was.
inline void put_wrong(Description& out, const std::string& wrong) {
  out.begin_object();
  if (!wrong.empty()) out.key("wrong").text(wrong);
  out.end();
}

}  // namespace packetglass
