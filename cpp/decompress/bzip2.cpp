// bzip2, https://sourceware.org/bzip2, by libbz2.
#include <bzlib.h>

#include <algorithm>
#include <limits>

#include "decompress/frame_format.h"

namespace packetglass {
namespace {

unsigned clamped(std::size_t size) {
  return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
}

// libbz2 neither writes through next_in nor has a type of its own for bytes.
char* in(Bytes bytes) {
  return const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
}
char* out(std::uint8_t* bytes) {
  return reinterpret_cast<char*>(bytes);
}

const char* describe(int status) {
  return status == BZ_DATA_ERROR_MAGIC ? "its header is none of bzip2"
                                       : "invalid data, or a checksum does not match";
}

class Bzip2Decoder final : public FrameDecoder {
 public:
  Bzip2Decoder() { start(); }
  ~Bzip2Decoder() override { BZ2_bzDecompressEnd(&stream_); }

  bool ready() const { return ready_; }

  Step decode(Bytes input, std::span<std::uint8_t> output) override {
    stream_.next_in = in(input);
    stream_.avail_in = clamped(input.size());
    stream_.next_out = out(output.data());
    stream_.avail_out = clamped(output.size());
    const int status = BZ2_bzDecompress(&stream_);
    Step step{clamped(input.size()) - stream_.avail_in, clamped(output.size()) - stream_.avail_out,
              status == BZ_STREAM_END};
    if (status == BZ_MEM_ERROR || (step.frame_ended && !start_again())) {
      step.refusal = kNoMemory;
    } else if (status != BZ_OK && status != BZ_STREAM_END) {
      step.failure = describe(status);
    }
    return step;
  }

 private:
  void start() { ready_ = BZ2_bzDecompressInit(&stream_, 0, 0) == BZ_OK; }

  bool start_again() {
    BZ2_bzDecompressEnd(&stream_);
    stream_ = {};
    start();
    return ready_;
  }

  bz_stream stream_{};
  bool ready_ = false;
};

}  // namespace

std::unique_ptr<FrameDecoder> make_bzip2_decoder() {
  return make_ready<FrameDecoder, Bzip2Decoder>();
}

}  // namespace packetglass
