// The bytes of a compressed source, decompressed piece by piece.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "decompress/budget.h"
#include "decompress/frame_format.h"
#include "format/format.h"

namespace packetglass {

// A compressed source is one or more frames of one compression, with frames to be skipped
// anywhere (zstd and lz4) or zeros behind them (gzip, xz, bzip2). Memory is constant, whatever
// comes out.
//
//   Decompressor input(budget);
//   while ((n = read(fd, input.room())) > 0) {
//     input.commit(n);
//     while ((size = input.take(block)) > 0) use(block, size);
//   }
//   input.end();
class Decompressor {
 public:
  // `start`: bytes of the source that were read before. The budget outlives the decompressor.
  explicit Decompressor(DecompressionBudget& budget, Bytes start = {});

  // Whether a source that starts with these bytes is compressed, whatever it is called.
  static Match match(Bytes start);

  // Room for the next bytes of the source, never empty when take() gave nothing.
  std::span<std::uint8_t> room();
  // The first `count` bytes of the room have been filled.
  void commit(std::size_t count);

  // Decompresses what is at hand; returns how many bytes it put into `output`. 0 = it needs more
  // of the source, or failed.
  std::size_t take(std::span<std::uint8_t> output);

  // The source has ended: where it must not, that is a failure.
  void end();

  // What is wrong with the compressed bytes, with the offset in the source, if anything is; or
  // that they become more than the budget has (kDecompressedTooLarge).
  const std::optional<Error>& failure() const { return failure_; }

  // "gzip"; empty as long as there was no frame.
  std::string_view compression() const { return found_ == nullptr ? "" : found_->name; }

 private:
  bool start_frame();
  bool skip_between();
  bool start_skipping();
  void start_decoder(const FrameFormat* format);
  void consume(std::size_t count);
  void fail(const std::string& what, ErrorCode code = ErrorCode::kCompressedDataDamaged);
  Bytes bytes() const { return {input_.data() + begin_, end_ - begin_}; }

  DecompressionBudget& budget_;
  std::vector<std::uint8_t> input_;
  std::size_t begin_ = 0;  // the bytes at hand are [begin_, end_) of the input
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;  // of the first byte at hand in the source
  std::uint64_t skip_ = 0;    // bytes left of a frame to be skipped
  bool in_frame_ = false;
  const FrameFormat* found_ = nullptr;
  std::unique_ptr<FrameDecoder> decoder_;
  std::optional<Error> failure_;
};

}  // namespace packetglass
