// Status codes of SMB, of all its versions.
#pragma once

#include <string>

#include "dissect/layer.h"

namespace packetglass {

// "STATUS_ACCESS_DENIED".
std::string smb_status_text(std::uint32_t status);

// Says it of the field read last: "STATUS_SUCCESS (0x00000000)".
void say_smb_status(Layer& smb, std::uint32_t status);

}  // namespace packetglass
