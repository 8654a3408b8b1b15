// Asks the memory for what will be read soon.
#pragma once

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

}  // namespace packetglass
