// Link types whose packets begin with a header in the byte order of the host that captured them.
#pragma once

#include "record/link_type.h"

namespace packetglass {

constexpr bool has_host_order_header(LinkType link_type) {
  switch (link_type) {
    case 117:  // PFLOG
    case 189:  // USB_LINUX
    case 220:  // USB_LINUX_MMAPPED
    case 239:  // NFLOG
      return true;
    default:
      return false;
  }
}

}  // namespace packetglass
