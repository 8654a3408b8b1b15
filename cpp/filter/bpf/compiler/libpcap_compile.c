// Calls libpcap's compiler, and has the few functions of libpcap's pcap.c that it calls.
#include "filter/bpf/compiler/libpcap_compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "filter/bpf/compiler/arena.h"
#include "filter/bpf/compiler/config.h"
// These are memory of this file, not of the arena.
#undef malloc
#undef free
#undef memset
#undef while

#include "pcap-int.h"
// Which needs what pcap-int.h has.
#include "pcap-common.h"

_Static_assert(sizeof(struct bpf_insn) == sizeof(struct packetglass_instruction), "the same");

static PACKETGLASS_PER_THREAD const char* (*title_of)(int link_type);

int pcap_snapshot(pcap_t* handle) {
  return handle->snapshot;
}

int pcap_datalink(pcap_t* handle) {
  return handle->linktype;
}

const char* pcap_datalink_val_to_description_or_dlt(int link_type) {
  return title_of(dlt_to_linktype(link_type));
}

int pcap_strcasecmp(const char* one, const char* other) {
  return strcasecmp(one, other);
}

size_t pcap_strlcpy(char* out, const char* in, size_t size) {
  snprintf(out, size, "%s", in);
  return strlen(in);
}

int packetglass_snprintf(char* out, size_t size, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(out, size, format, arguments);
  va_end(arguments);
  return length;
}

// Two numbers with a letter between them, "%d-%d" or "%d.%d": libpcap asks for nothing else.
int packetglass_sscanf(const char* text, const char* format, unsigned* one, unsigned* other) {
  char* end;
  *one = (unsigned)strtol(text, &end, 10);
  if (end == text) return 0;
  if (*end != format[2]) return 1;
  text = end + 1;
  *other = (unsigned)strtol(text, &end, 10);
  return end == text ? 1 : 2;
}

void pcap_fmt_errmsg_for_errno(char* out, size_t size, int number, const char* format, ...) {
  va_list arguments;
  (void)number;
  va_start(arguments, format);
  vsnprintf(out, size, format, arguments);
  va_end(arguments);
}

// What libpcap has for others, and nobody calls here.
pcap_t* pcap_open_dead(int link_type, int snaplen) {
  (void)link_type, (void)snaplen;
  return NULL;
}
void pcap_close(pcap_t* handle) {
  (void)handle;
}
int pcap_validate_filter(const struct bpf_insn* program, int length) {
  (void)program, (void)length;
  return 0;
}

static void keep(const struct bpf_program* program, struct packetglass_compiled* compiled) {
  const size_t size = program->bf_len * sizeof *compiled->instructions;
  compiled->instructions = malloc(size);
  compiled->is_too_complex = compiled->instructions == NULL;
  if (compiled->is_too_complex) return;
  memcpy(compiled->instructions, program->bf_insns, size);
  compiled->count = program->bf_len;
}

// Of its caller, so that longjmp() leaves them as they are.
static int compile_in(struct packetglass_arena* arena, struct pcap* handle,
                      struct bpf_program* program, const struct packetglass_filter* filter) {
  if (setjmp(arena->exhausted) != 0) return 0;
  return pcap_compile(handle, program, filter->text, filter->optimize, filter->netmask) == 0;
}

void packetglass_compile(const struct packetglass_filter* filter,
                         struct packetglass_compiled* compiled) {
  struct packetglass_arena arena = {.left = filter->memory};
  struct pcap handle = {
      .activated = 1, .snapshot = filter->snaplen, .linktype = linktype_to_dlt(filter->link_type)};
  struct bpf_program program = {0};
  memset(compiled, 0, sizeof *compiled);
  title_of = filter->title_of;
  packetglass_current_arena = &arena;
  packetglass_steps_left = filter->steps;
  packetglass_blocks_left = filter->blocks;
  packetglass_current_names = filter->names;
  if (compile_in(&arena, &handle, &program, filter)) {
    keep(&program, compiled);
  } else {
    compiled->is_too_complex = arena.was_refused;
    snprintf(compiled->error, sizeof compiled->error, "%s", handle.errbuf);
  }
  packetglass_arena_free_all(&arena);
  packetglass_current_arena = NULL;
  packetglass_current_names = NULL;
}
