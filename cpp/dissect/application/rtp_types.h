// Payload types of RTP: RFC 3551, section 6; those that a session names RFC 8866, section 6.6.
#pragma once

#include <string>
#include <string_view>

namespace packetglass {

// "ITU-T G.711 PCMU", "DynamicRTP-Type-96"; of 0 to 127.
std::string rtp_type_text(unsigned type);

// Adds "96 opus/48000/2", the value of an attribute rtpmap, to the names of a medium's types.
void add_rtp_type(std::string& types, std::string_view value);
// The name that a type has there: "opus"; empty: none. Only those from 96 on are named.
std::string_view rtp_type_name(std::string_view types, unsigned type);

}  // namespace packetglass
