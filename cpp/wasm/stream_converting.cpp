// What JavaScript sees of converting a capture. web/lib/core/stream-module.ts declares the same in
// TypeScript.
#include "wasm/conversion_bindings.h"

namespace packetglass {

EMSCRIPTEN_BINDINGS(packetglass_stream_converting) {
  bind_conversion(emscripten::class_<Conversion>("Conversion")
                      .constructor<int, int, int, bool, bool, bool, bool>());
}

}  // namespace packetglass
