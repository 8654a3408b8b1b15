// Counts by what the compiler and the linker put in: a call at each branch of the core
// (-fsanitize-coverage=trace-pc), calls of memory functions (--wrap), and the sanitizers' hooks at
// allocations.
#include "count/count.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>

// As <sanitizer/allocator_interface.h> has them, which GCC of Debian 12 lacks.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void*, std::size_t),
                                              void (*freed)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void* memory);
}

namespace packetglass::fuzz {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::uint64_t kNoSteps = std::numeric_limits<std::uint64_t>::max();
constexpr std::int64_t kNoBytes = std::numeric_limits<std::int64_t>::max();

std::uint64_t steps = 0;
std::uint64_t step_limit = kNoSteps;
std::int64_t bytes = 0;
std::int64_t most_bytes = 0;
std::int64_t byte_limit = kNoBytes;

// Once: what is printed and unwound at the end is no concern of the limits.
[[noreturn, gnu::noinline]] void exceed(const char* what) {
  lift_limits();
  std::fprintf(stderr, "does not hold: an input takes no more %s than its size allows\n", what);
  std::abort();
}

inline void take(std::uint64_t count) {
  steps += count;
  if (steps > step_limit) exceed("steps");
}

inline void take_bytes(std::size_t size) {
  take(1 + size / kBlock);
}

void allocated(const volatile void*, std::size_t size) {
  bytes += static_cast<std::int64_t>(size);
  most_bytes = std::max(most_bytes, bytes);
  if (bytes > byte_limit) exceed("memory");
}

void freed(const volatile void* memory) {
  if (memory != nullptr)
    bytes -= static_cast<std::int64_t>(__sanitizer_get_allocated_size(memory));
}

[[gnu::constructor]] void begin() {
  __sanitizer_install_malloc_and_free_hooks(allocated, freed);
}

}  // namespace

Counted counted() {
  return {steps, bytes, most_bytes};
}

void limit_to(std::uint64_t most_steps, std::int64_t most) {
  step_limit = most_steps;
  byte_limit = most;
  most_bytes = bytes;
}

void lift_limits() {
  limit_to(kNoSteps, kNoBytes);
}

}  // namespace packetglass::fuzz

// libFuzzer has a function of this name too, so that there the linker turns calls to this one.
#ifdef PACKETGLASS_FUZZ
#define PACKETGLASS_BRANCH __wrap___sanitizer_cov_trace_pc
#else
#define PACKETGLASS_BRANCH __sanitizer_cov_trace_pc
#endif

extern "C" {

void PACKETGLASS_BRANCH() {
  packetglass::fuzz::take(1);
}

void* __real_memcpy(void* to, const void* from, std::size_t size);
void* __real_memmove(void* to, const void* from, std::size_t size);
void* __real_memset(void* to, int value, std::size_t size);
int __real_memcmp(const void* a, const void* b, std::size_t size);
void* __real_memchr(const void* in, int value, std::size_t size);

void* __wrap_memcpy(void* to, const void* from, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real_memcpy(to, from, size);
}

void* __wrap_memmove(void* to, const void* from, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real_memmove(to, from, size);
}

void* __wrap_memset(void* to, int value, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real_memset(to, value, size);
}

int __wrap_memcmp(const void* a, const void* b, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real_memcmp(a, b, size);
}

// What is found is mostly near: only what was passed over is counted.
void* __wrap_memchr(const void* in, int value, std::size_t size) {
  void* const found = __real_memchr(in, value, size);
  const auto* const begin = static_cast<const char*>(in);
  const auto passed = found != nullptr ? static_cast<const char*>(found) - begin : 0;
  packetglass::fuzz::take_bytes(found != nullptr ? static_cast<std::size_t>(passed) : size);
  return found;
}

// What Clang calls instead with AddressSanitizer.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
void* __real___asan_memcpy(void* to, const void* from, std::size_t size);
void* __real___asan_memmove(void* to, const void* from, std::size_t size);
void* __real___asan_memset(void* to, int value, std::size_t size);

void* __wrap___asan_memcpy(void* to, const void* from, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real___asan_memcpy(to, from, size);
}

void* __wrap___asan_memmove(void* to, const void* from, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real___asan_memmove(to, from, size);
}

void* __wrap___asan_memset(void* to, int value, std::size_t size) {
  packetglass::fuzz::take_bytes(size);
  return __real___asan_memset(to, value, size);
}
#endif
#endif

}  // extern "C"
