// br by Brotli's decoder: RFC 7932.
#include <brotli/decode.h>

#include <memory>

#include "decode/libraries/decode_with.h"
#include "decode/libraries/decoded_bytes.h"

namespace packetglass {
namespace {

struct Free {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

DecodeEnd end_of(BrotliDecoderResult result) {
  switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS:
      return DecodeEnd::kWhole;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
      return DecodeEnd::kTruncated;
    default:
      return DecodeEnd::kDamaged;
  }
}

}  // namespace

Decoded decode_brotli(Bytes bytes, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, Free> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (state == nullptr) return {};
  DecodedBytes out(bytes.size(), limit);
  std::size_t left = bytes.size();
  const std::uint8_t* next = bytes.data();
  auto result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.extend()) {
    std::uint8_t* end = out.end();
    std::size_t room = out.room();
    result = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &end, nullptr);
    out.add(out.room() - room);
  }
  return out.take(end_of(result));
}

}  // namespace packetglass
