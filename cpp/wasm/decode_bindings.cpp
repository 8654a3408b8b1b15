// What JavaScript sees of content codings: the module decode. web/lib/core/decode-module.ts
// declares the same in TypeScript.
#include <emscripten/bind.h>

#include "base/buffer.h"
#include "decode/libraries/library_decoder.h"
#include "wasm/address.h"

namespace packetglass {
namespace {

class Decodings {
 public:
  // Memory for encoded bytes; 0 without any.
  double buffer(double size) { return address(buffer_.reserve(static_cast<std::size_t>(size))); }

  // Decodes the bytes in the buffer; returns how many came of them.
  double decode(double coding, double size, double limit) {
    const Bytes bytes(buffer_.get(), static_cast<std::size_t>(size));
    decoded_ = decoder_.decode(static_cast<Coding>(static_cast<int>(coding)), bytes,
                               static_cast<std::size_t>(limit));
    return static_cast<double>(decoded_.bytes.size());
  }

  // Where they are, and how it ended: DecodeEnd.
  double decoded() const { return address(decoded_.bytes.data()); }
  double end() const { return static_cast<double>(decoded_.end); }

 private:
  LibraryDecoder decoder_;
  Buffer<std::uint8_t> buffer_;
  Decoded decoded_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_decode) {
  emscripten::class_<Decodings>("Decodings")
      .constructor<>()
      .function("buffer", &Decodings::buffer)
      .function("decode", &Decodings::decode)
      .function("decoded", &Decodings::decoded)
      .function("end", &Decodings::end);
}

}  // namespace packetglass
