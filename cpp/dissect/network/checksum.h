// The checksum of the Internet protocols: RFC 1071.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Reads it. It is not verified, and says so: in what a host sends, its network card puts it in
// behind the capture.
void read_checksum(Layer& layer, const Field& field);

}  // namespace packetglass
