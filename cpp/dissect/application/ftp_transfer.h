// What commands of FTP announce: RFC 959, section 4.1.2; extended ports RFC 2428.
#pragma once

#include <string_view>

#include "dissect/layer.h"

namespace packetglass {

// Announces where the next transfer goes, and what it is of, as a line of this layer says it:
// PORT, EPRT, and the answers to PASV and EPSV; RETR and its like.
void announce_ftp_transfer(Layer& ftp, bool response, std::string_view line);

}  // namespace packetglass
