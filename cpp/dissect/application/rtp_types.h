// Payload types of RTP: RFC 3551, section 6.
#pragma once

#include <string>

namespace packetglass {

// "ITU-T G.711 PCMU", "DynamicRTP-Type-96"; of 0 to 127.
std::string rtp_type_text(unsigned type);

}  // namespace packetglass
