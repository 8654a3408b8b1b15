// Preloaded into the program: the allocation of FAILING_NEW_AT, from 1, and all behind it fail, by
// std::bad_alloc, or with FAILING_NEW_THROWS=other by something nobody expects.
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace {

unsigned long at() {
  static const char* const word = std::getenv("FAILING_NEW_AT");
  return word == nullptr ? 0 : std::strtoul(word, nullptr, 10);
}

bool throws_other() {
  static const char* const word = std::getenv("FAILING_NEW_THROWS");
  return word != nullptr && std::strcmp(word, "other") == 0;
}

unsigned long g_count = 0;

bool fails() {
  return at() != 0 && ++g_count >= at();
}

}  // namespace

void* operator new(std::size_t size) {
  if (fails()) {
    if (throws_other() && g_count == at()) throw std::runtime_error("a surprise");
    if (!throws_other()) throw std::bad_alloc();
  }
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return fails() && !throws_other() ? nullptr : std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
