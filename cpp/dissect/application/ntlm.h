// What NTLM says where it stands in other protocols: [MS-NLMP].
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass {

// ", NTLMSSP_AUTH, User: DOMAIN\\name" of the first message in some bytes; empty where none is.
std::string ntlm_text(Bytes bytes);

}  // namespace packetglass
