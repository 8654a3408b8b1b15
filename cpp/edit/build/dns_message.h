// Messages of the Domain Name System, RFC 1035, section 4.
#pragma once

#include <string_view>

#include "base/result.h"
#include "edit/build/layers.h"

namespace packetglass::build {

// A whole message. kUnsupported with a sentence for a name that cannot be written, more than
// 65,535 records of a kind, or data above 65,535 bytes.
Result<Octets> dns_message(const Dns& dns);

// A name as the wire has it, for the data of CNAME, NS, MX and the like. kUnsupported for a label
// that is empty or above 63 bytes, a name above 255, or an escape that is none.
Result<Octets> dns_name(std::string_view text);

}  // namespace packetglass::build
