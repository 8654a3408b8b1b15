// The memory of one compilation: bounded, and freed as a whole, so that nothing is lost where
// libpcap leaves by longjmp.
#ifndef PACKETGLASS_LIBPCAP_ARENA_H
#define PACKETGLASS_LIBPCAP_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include "filter/bpf/compiler/per_thread.h"

struct packetglass_arena_block;

struct packetglass_arena {
  struct packetglass_arena_block* blocks;
  size_t left;      // bytes that may still be asked for
  int was_refused;  // some were asked for in vain
  jmp_buf exhausted;
};

// The arena of the compilation of this thread, and the steps and blocks that it may still take.
extern PACKETGLASS_PER_THREAD struct packetglass_arena* packetglass_current_arena;
extern PACKETGLASS_PER_THREAD int64_t packetglass_steps_left;
extern PACKETGLASS_PER_THREAD int packetglass_blocks_left;

void packetglass_arena_free_all(struct packetglass_arena* arena);

#endif
