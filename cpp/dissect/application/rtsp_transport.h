// Where media go, as the header Transport of RTSP says it: RFC 2326, section 12.39.
#pragma once

#include <string_view>

#include "dissect/layer.h"

namespace packetglass {

// Announces the endpoints of RTP and RTCP in "RTP/AVP;unicast;client_port=4588-4589;…", the
// value of the header in a message of this layer. Other transports than UDP announce nothing.
void announce_rtsp_media(Layer& rtsp, std::string_view value);

}  // namespace packetglass
