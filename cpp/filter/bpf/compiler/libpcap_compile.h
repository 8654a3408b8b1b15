// libpcap's compiler of capture filters, as C sees it; filter/bpf/compiler/compile.h is for the
// rest.
#ifndef PACKETGLASS_LIBPCAP_COMPILE_H
#define PACKETGLASS_LIBPCAP_COMPILE_H

#include <stddef.h>
#include <stdint.h>

#include "filter/bpf/compiler/names.h"

#ifdef __cplusplus
extern "C" {
#endif

struct packetglass_filter {
  const char* text;
  int link_type;                           // LINKTYPE_
  const char* (*title_of)(int link_type);  // what it is called in messages
  int snaplen;
  int optimize;
  uint32_t netmask;
  const struct packetglass_names* names;  // NULL: none
  size_t memory;                          // bytes that compiling may take
  int64_t steps;                          // that it may take: some for each nanosecond
  int blocks;                             // that it may consist of
};

struct packetglass_instruction {
  uint16_t code;
  uint8_t jt;
  uint8_t jf;
  uint32_t k;
};

// What comes of it: instructions, which are free()d by the caller, or none and the reason.
struct packetglass_compiled {
  struct packetglass_instruction* instructions;
  size_t count;
  int is_too_complex;  // it takes more memory than it may
  char error[512];
};

void packetglass_compile(const struct packetglass_filter* filter,
                         struct packetglass_compiled* compiled);

#ifdef __cplusplus
}
#endif

#endif
