// A capture that stands in a file already, to be written on.
#pragma once

#include <optional>
#include <string>

#include "event/section_recorder.h"

namespace packetglass::native {

struct ExistingCapture {
  std::string refusal;                 // why it cannot be written on; empty when it can
  std::optional<LastSection> section;  // nothing when the file is empty or is not there
};

// Reads all of the file: it can be written on when it is whole.
ExistingCapture examine_existing(const std::string& path);

}  // namespace packetglass::native
