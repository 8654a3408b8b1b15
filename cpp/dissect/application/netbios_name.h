// Names of NetBIOS: RFC 1001, section 14.1.
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass {

// "WORKSTATION<20>" of the 16 bytes of a name: spaces at the end of its 15 letters are left out,
// what cannot be printed and the type stand in <>.
std::string netbios_name(Bytes sixteen_bytes);

struct EncodedName {
  std::string text;
  std::uint8_t type = 0;
  std::size_t size = 0;  // bytes where it stands; 0: it is incomplete
};

// The name at `at` of a message, whose letters are halves of bytes; it may be a pointer.
EncodedName decode_netbios_name(Bytes message, std::size_t at);

// "Server service"; empty when nobody knows.
std::string_view netbios_type_name(std::uint8_t type);

// "HOST<00> (Workstation/Redirector)".
std::string described(const EncodedName& name);

}  // namespace packetglass
