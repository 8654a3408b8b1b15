// What is done with a capture, stage by stage: each is measured alone, so that one that grows too
// fast does not hide behind others.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace packetglass::fuzz {

struct Stage {
  std::string_view name;
  // What it needs is made before begin(), what is measured ends with end().
  void (*run)(Bytes source, void (*begin)(), void (*end)());
};

std::span<const Stage> stages();

}  // namespace packetglass::fuzz
