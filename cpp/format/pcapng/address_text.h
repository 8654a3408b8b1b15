// Addresses in options and name resolution blocks, as text.
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass::pcapng {

// "192.0.2.1"; four bytes.
std::string ipv4_text(Bytes address);

// "2001:db8::1", as RFC 5952 has it; sixteen bytes.
std::string ipv6_text(Bytes address);

// "02:00:00:00:00:01"; any number of bytes.
std::string hardware_text(Bytes address);

// "0a0d0d0a"; any number of bytes.
std::string hexadecimal(Bytes bytes);

}  // namespace packetglass::pcapng
