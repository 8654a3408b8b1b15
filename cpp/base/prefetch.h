// Asks the memory for what will be read soon. Who reads much in steps asks in both ways.
#pragma once

namespace packetglass {

// While other work goes on: by the processor's instruction, which wasm does not have. Functions
// that do nothing else must be inlined too: GCC leaves out calls to them, because nothing that
// they do can be seen.
[[gnu::always_inline]] inline void prefetch([[maybe_unused]] const void* at) {
#ifndef __wasm__
  __builtin_prefetch(at);
#endif
}

// In a loop that does nothing else, in wasm: a byte is read that nobody waits for, so it must be
// there; nullptr is. A processor only looks so far ahead: work between would keep it from asking.
[[gnu::always_inline]] inline void touch([[maybe_unused]] const void* at) {
#ifdef __wasm__
  static_cast<void>(*static_cast<const volatile char*>(at));
#endif
}

}  // namespace packetglass
