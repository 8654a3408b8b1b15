// Names that the caller of a compilation knows addresses of, as C sees them.
#ifndef PACKETGLASS_LIBPCAP_NAMES_H
#define PACKETGLASS_LIBPCAP_NAMES_H

#include <stddef.h>

#include "filter/bpf/compiler/per_thread.h"

#ifdef __cplusplus
extern "C" {
#endif

struct packetglass_name {
  const char* name;
  const char* address;  // as text
};

struct packetglass_names {
  const struct packetglass_name* hosts;  // addresses of IPv4 and IPv6; a name may have several
  size_t host_count;
  const struct packetglass_name* ethers;  // "00:11:22:33:44:55"
  size_t ether_count;
  const struct packetglass_name* networks;  // addresses of IPv4
  size_t network_count;
};

#ifdef __cplusplus
}
#else
// Of the compilation of this thread; NULL: none.
extern PACKETGLASS_PER_THREAD const struct packetglass_names* packetglass_current_names;
#endif

#endif
