// Asks the memory for what will be read soon.
#pragma once

#include <cstdint>

namespace packetglass {

// Functions that do nothing else must be inlined too: GCC leaves out calls to them, because
// nothing that they do can be seen.
[[gnu::always_inline]] inline void prefetch(const void* at) {
#ifdef __wasm__
  // There is no such instruction: a byte is read that nobody waits for, so it must be there.
  static_cast<void>(*static_cast<const volatile char*>(at));
#else
  __builtin_prefetch(at);
#endif
}

// The same of something that stands in two lines of the cache.
template <typename T>
[[gnu::always_inline]] inline void prefetch_ends(const T* at) {
  prefetch(at);
  prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(at) + sizeof(T) - 1));
}

}  // namespace packetglass
