// What JavaScript sees of compressed captures: the module decompress.
// web/lib/core/decompress-module.ts declares the same in TypeScript.
#include <emscripten/bind.h>

#include "base/buffer.h"
#include "decompress/decompressor.h"
#include "wasm/address.h"

// What libbz2 calls where it is wrong itself.
extern "C" void bz_internal_error(int) {
  __builtin_trap();
}

namespace packetglass {

std::span<const FrameFormat* const> frame_formats() {
  static constexpr const FrameFormat* kFormats[] = {&kXzFrames, &kBzip2Frames};
  return kFormats;
}

namespace {

// One source. JavaScript counts how much comes out of it.
class Decompression {
 public:
  // Memory for the next bytes of the source. Where take() gave nothing, there is some.
  double room() {
    room_ = input_.room();
    return address(room_.data());
  }
  double room_size() const { return static_cast<double>(room_.size()); }
  // The first bytes of it have been filled.
  void commit(double size) { input_.commit(static_cast<std::size_t>(size)); }

  // Decompresses what is at hand; returns how many bytes of the piece that are. 0: it needs more,
  // or failed.
  double take() {
    if (piece_.reserve(kPiece) == nullptr) return 0;
    return static_cast<double>(input_.take({piece_.get(), kPiece}));
  }
  // 0 where there was no memory for it.
  double piece() const { return address(piece_.get()); }

  // The source has ended.
  void end() { input_.end(); }

  // Offset in the source of what is wrong; -1 where nothing is.
  double failure() const {
    return input_.failure() ? static_cast<double>(input_.failure()->offset) : -1;
  }
  // What is wrong there.
  double text() const { return address(input_.failure()->message.data()); }
  double text_size() const { return static_cast<double>(input_.failure()->message.size()); }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  DecompressionBudget budget_{DecompressionBudget::kUnlimited};
  Decompressor input_{budget_};
  std::span<std::uint8_t> room_;
  Buffer<std::uint8_t> piece_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_decompress) {
  emscripten::class_<Decompression>("Decompression")
      .constructor<>()
      .function("room", &Decompression::room)
      .function("roomSize", &Decompression::room_size)
      .function("commit", &Decompression::commit)
      .function("take", &Decompression::take)
      .function("piece", &Decompression::piece)
      .function("end", &Decompression::end)
      .function("failure", &Decompression::failure)
      .function("text", &Decompression::text)
      .function("textSize", &Decompression::text_size);
}

}  // namespace packetglass
