// What the user chose of how packets are dissected.
#pragma once

#include "dissect/decode_as.h"
#include "dissect/preferences.h"

namespace packetglass {

// Whoever reads a capture owns it.
struct Choices {
  DecodeAs decode_as;
  Preferences preferences;

  // Whether packets are dissected as usual.
  bool empty() const { return decode_as.empty() && preferences == Preferences(); }
};

}  // namespace packetglass
