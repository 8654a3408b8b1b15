// The number that tables hash by, as JavaScript sets it once in every module. web/lib/core/core.ts
// declares the same in TypeScript.
#include <emscripten/bind.h>

#include "base/keyed_hash.h"

namespace packetglass {
namespace {

// Four numbers of 32 bits, drawn at random.
void set_key(double a, double b, double c, double d) {
  set_hash_key({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b),
                static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(d)});
}

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_hash_key) {
  emscripten::function("setHashKey", &set_key);
}

}  // namespace packetglass
