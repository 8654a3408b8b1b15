// DNS over TCP on any port: RFC 1035, section 4.2.2.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// Whether bytes are one whole message of DNS over TCP, by all that its length, its header and its
// only question have to be.
bool is_dns_stream(Bytes bytes);

}  // namespace packetglass
