// Preloaded into the program: the allocation of FAILING_NEW_AT, from 1 at the start of main(), and
// all behind it fail, by std::bad_alloc, or with FAILING_NEW_THROWS=other that one alone by
// something nobody expects.
#include <dlfcn.h>

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

using Main = int (*)(int, char**, char**);

Main g_main = nullptr;
bool g_counts = false;
unsigned long g_count = 0;

bool fails() {
  return g_counts && at() != 0 && ++g_count >= at();
}

int main_that_counts(int argc, char** argv, char** environment) {
  g_counts = true;
  const int code = g_main(argc, argv, environment);
  g_counts = false;
  return code;
}

}  // namespace

// What the system calls to start a program: constructors of globals are not what is tested.
extern "C" int __libc_start_main(Main main, int argc, char** argv, void (*init)(), void (*fini)(),
                                 void (*rtld_fini)(), void* stack_end) {
  using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  g_main = main;
  const auto start = reinterpret_cast<Start>(dlsym(RTLD_NEXT, "__libc_start_main"));
  return start(main_that_counts, argc, argv, init, fini, rtld_fini, stack_end);
}

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
