// What libpcap's sources find for their configuration: the same on every machine, so that programs
// are the same too. They include it before anything else.
#ifndef PACKETGLASS_LIBPCAP_CONFIG_H
#define PACKETGLASS_LIBPCAP_CONFIG_H

#define INET6 1
#define HAVE_ETHER_HOSTTON 1

#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter/bpf/compiler/per_thread.h"
#include "filter/bpf/compiler/symbols.h"

// What is looked up is looked up in fixed tables, and never on the network.
#define getaddrinfo packetglass_getaddrinfo
#define freeaddrinfo packetglass_freeaddrinfo
#define gethostbyname packetglass_gethostbyname
#define getnetbyname packetglass_getnetbyname
#define getprotobyname packetglass_getprotobyname
#define ether_hostton packetglass_ether_hostton
int packetglass_getaddrinfo(const char* host, const char* service, const struct addrinfo* hints,
                            struct addrinfo** found);
void packetglass_freeaddrinfo(struct addrinfo* list);
struct hostent* packetglass_gethostbyname(const char* name);
struct netent* packetglass_getnetbyname(const char* name);
struct protoent* packetglass_getprotobyname(const char* name);

// Without floating point, which is half of what the C library has for them.
#define snprintf packetglass_snprintf
#define sscanf packetglass_sscanf
int packetglass_snprintf(char* out, size_t size, const char* format, ...);
int packetglass_sscanf(const char* text, const char* format, unsigned* one, unsigned* other);

// Memory is that of one compilation, which is bounded, and freed with it. The scanner would end
// the program where there is none.
#define malloc packetglass_arena_malloc
#define calloc packetglass_arena_calloc
#define realloc packetglass_arena_realloc
#define free packetglass_arena_free
#undef strdup
#define strdup packetglass_arena_strdup
#define YY_FATAL_ERROR(message) packetglass_arena_exhausted()
void* packetglass_arena_malloc(size_t size);
void* packetglass_arena_calloc(size_t count, size_t size);
void* packetglass_arena_realloc(void* memory, size_t size);
void packetglass_arena_free(void* memory);
char* packetglass_arena_strdup(const char* text);
_Noreturn void packetglass_arena_exhausted(void);

// Time is bounded too: the same number of steps everywhere, of which each turn of a loop is one.
// What libpcap does again and again it does in such loops, or it sets memory for it.
extern PACKETGLASS_PER_THREAD int64_t packetglass_steps_left;
static inline int packetglass_step(void) {
  if (--packetglass_steps_left < 0) packetglass_arena_exhausted();
  return 1;
}
// So is the depth of recursion, by the number of blocks: CMakeLists.txt puts the call where one is
// made.
extern PACKETGLASS_PER_THREAD int packetglass_blocks_left;
static inline void packetglass_block(void) {
  if (--packetglass_blocks_left < 0) packetglass_arena_exhausted();
}
// clang-format off
#define while(condition) while (packetglass_step() && (condition))
// clang-format on
#define memset packetglass_arena_set
void* packetglass_arena_set(void* memory, int byte, size_t size);

#endif
