// Where the transfers of FTP go: RFC 959, section 4.1.2; extended ports RFC 2428.
#pragma once

#include <string_view>

#include "dissect/address.h"

namespace packetglass {

struct FtpEndpoint {
  Address address;  // of IP; Address::Kind::kNone: it is not said
  std::uint16_t port = 0;
};

// "192,0,2,1,200,10"; what is not there is 0.
FtpEndpoint ftp_endpoint(std::string_view text);
// "|1|192.0.2.1|6275|", "|2|2001:db8::1|6275|" and "|||6275|".
FtpEndpoint extended_ftp_endpoint(std::string_view text);

}  // namespace packetglass
