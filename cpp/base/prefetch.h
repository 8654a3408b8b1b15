// Asks the memory for what will be read soon.
#pragma once

namespace packetglass {

// Functions that do nothing else must be inlined too: GCC leaves out calls to them, because
// nothing that they do can be seen.
[[gnu::always_inline]] inline void prefetch(const void* at) {
  __builtin_prefetch(at);
}

}  // namespace packetglass
