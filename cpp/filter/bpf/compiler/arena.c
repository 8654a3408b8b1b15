// What stands for malloc() in libpcap's sources.
#include "filter/bpf/compiler/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// In front of each piece of memory, in a list both ways.
struct packetglass_arena_block {
  struct packetglass_arena_block* previous;
  struct packetglass_arena_block* next;
  size_t size;
  max_align_t memory[];
};

PACKETGLASS_PER_THREAD struct packetglass_arena* packetglass_current_arena;
PACKETGLASS_PER_THREAD int64_t packetglass_steps_left;
PACKETGLASS_PER_THREAD int packetglass_blocks_left;

static struct packetglass_arena_block* block_of(void* memory) {
  return (struct packetglass_arena_block*)((char*)memory -
                                           offsetof(struct packetglass_arena_block, memory));
}

void* packetglass_arena_calloc(size_t count, size_t size) {
  struct packetglass_arena* arena = packetglass_current_arena;
  struct packetglass_arena_block* block = NULL;
  // Without this the sizes of blocks of no bytes would not count.
  const size_t whole = sizeof *block + (size == 0 ? 0 : count * size);
  if (size == 0 || count <= (SIZE_MAX - sizeof *block) / size) {
    if (whole <= arena->left) block = calloc(1, whole);
  }
  if (block == NULL) {
    arena->was_refused = 1;
    return NULL;
  }
  arena->left -= whole;
  block->size = whole;
  block->next = arena->blocks;
  if (block->next != NULL) block->next->previous = block;
  arena->blocks = block;
  return block->memory;
}

void* packetglass_arena_malloc(size_t size) {
  return packetglass_arena_calloc(1, size);
}

void packetglass_arena_free(void* memory) {
  if (memory == NULL) return;
  struct packetglass_arena* arena = packetglass_current_arena;
  struct packetglass_arena_block* block = block_of(memory);
  if (block->previous == NULL) arena->blocks = block->next;
  if (block->previous != NULL) block->previous->next = block->next;
  if (block->next != NULL) block->next->previous = block->previous;
  arena->left += block->size;
  free(block);
}

void* packetglass_arena_realloc(void* memory, size_t size) {
  void* larger = packetglass_arena_malloc(size);
  if (larger == NULL || memory == NULL) return larger;
  const size_t held = block_of(memory)->size - sizeof(struct packetglass_arena_block);
  memcpy(larger, memory, held < size ? held : size);
  packetglass_arena_free(memory);
  return larger;
}

char* packetglass_arena_strdup(const char* text) {
  const size_t size = strlen(text) + 1;
  char* copy = packetglass_arena_malloc(size);
  if (copy != NULL) memcpy(copy, text, size);
  return copy;
}

_Noreturn void packetglass_arena_exhausted(void) {
  packetglass_current_arena->was_refused = 1;
  longjmp(packetglass_current_arena->exhausted, 1);
}

// Instructions of eight bytes are set before they are made, which takes as long as some steps.
void* packetglass_arena_set(void* memory, int byte, size_t size) {
  packetglass_steps_left -= 4 * (int64_t)size;
  if (packetglass_steps_left < 0) packetglass_arena_exhausted();
  return memset(memory, byte, size);
}

void packetglass_arena_free_all(struct packetglass_arena* arena) {
  while (arena->blocks != NULL) {
    struct packetglass_arena_block* block = arena->blocks;
    arena->blocks = block->next;
    free(block);
  }
}
