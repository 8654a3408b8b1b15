// Custom Block: draft-ietf-opsawg-pcapng, section 4.8.
#pragma once

#include "format/pcapng/block.h"

namespace packetglass::pcapng {

struct Custom {
  std::uint32_t enterprise = 0;  // private enterprise number of IANA
  bool may_copy = false;  // by a program that changes the capture and does not understand it
  // Data and options, in an order of bytes that only the enterprise knows.
  Bytes rest;
};

// `block` is whole and not below the least size of its type.
Custom read_custom(Bytes block, ByteOrder order);

}  // namespace packetglass::pcapng
