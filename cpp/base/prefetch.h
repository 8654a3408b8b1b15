// Asks the memory for what will be read soon.
#pragma once

namespace packetglass {

// Reads a byte that nobody waits for, so it must be there; nullptr asks for nothing. Processors
// leave out what their own instruction for this asks for where its page is not known, and it is
// missing in wasm. Where many bytes are asked for, nothing else should be done between them: a
// processor only looks so far ahead.
[[gnu::always_inline]] inline void prefetch(const void* at) {
  static constexpr char kNothing = 0;
  static_cast<void>(*static_cast<const volatile char*>(at != nullptr ? at : &kNothing));
}

// The same of something that stands in two lines of the cache.
template <typename T>
[[gnu::always_inline]] inline void prefetch_ends(const T* at) {
  prefetch(at);
  prefetch(at != nullptr ? reinterpret_cast<const char*>(at + 1) - 1 : nullptr);
}

}  // namespace packetglass
