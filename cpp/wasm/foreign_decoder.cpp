// The decoder that JavaScript has for this module.
#include "wasm/foreign_decoder.h"

#include <emscripten.h>

// Returns how many bytes came of it; -1 where there is no decoder.
EM_JS(int, packetglass_decode,
      (int coding, const void* bytes, std::size_t size, std::size_t limit), {
        const decoder = Module["decoder"];
        return decoder ? decoder["decode"](coding, bytes, size, limit) : -1;
      });

// Puts these bytes there; returns a DecodeEnd.
EM_JS(int, packetglass_take_decoded, (void* bytes), { return Module["decoder"]["take"](bytes); });

namespace packetglass {

Decoded ForeignDecoder::decode(Coding coding, Bytes bytes, std::size_t limit) {
  const int size = packetglass_decode(static_cast<int>(coding), bytes.data(), bytes.size(), limit);
  missing_ = missing_ || size < 0;
  if (size < 0) return {};
  Decoded decoded;
  decoded.bytes.resize(static_cast<std::size_t>(size));
  decoded.end = static_cast<DecodeEnd>(packetglass_take_decoded(decoded.bytes.data()));
  return decoded;
}

}  // namespace packetglass
