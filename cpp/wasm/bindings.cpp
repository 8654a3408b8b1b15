// What JavaScript sees of the core: one capture's index.
#include "wasm/capture_index.h"

EMSCRIPTEN_BINDINGS(packetglass) {
  packetglass::declare_capture_index().constructor<>();
}
