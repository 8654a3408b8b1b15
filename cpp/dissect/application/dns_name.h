// Domain names on the wire, compressed or not: RFC 1035, sections 3.1 and 4.1.4.
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass {

struct DnsName {
  std::string text;        // "www.example.com"; "<Root>"; what is wrong with it in "<…>"
  std::size_t size = 0;    // bytes where it stands, pointer included; 0: it is incomplete
  std::size_t length = 0;  // of the name in its dotted form, before anything is escaped
  unsigned labels = 0;     // at least 1
};

// The name at `at` of a message, whose names point to one another. Never more than 255 bytes and
// as many labels are looked at, whatever the pointers say.
DnsName decode_dns_name(Bytes message, std::size_t at);

}  // namespace packetglass
