// The frames of a packet that was opened: RFC 9000, section 19.
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass::quic {

// Reads what is left of the layer, and puts the names of the frames into `words`, each behind ",
// ".
void read_frames(Layer& quic, std::string& words);

// All fields that are recorded there.
extern const FieldList kFrameFields;

}  // namespace packetglass::quic
