// The .xz file format 1.1, https://tukaani.org/xz/xz-file-format.txt, by liblzma.
#include <lzma.h>

#include "decompress/frame_format.h"

namespace packetglass {
namespace {

// What xz -9 makes takes 65 MiB to decompress.
constexpr std::uint64_t kMostMemory = std::uint64_t{128} << 20;

const char* describe(lzma_ret status) {
  switch (status) {
    case LZMA_FORMAT_ERROR:
      return "its header is none of xz";
    case LZMA_OPTIONS_ERROR:
      return "it has options that liblzma does not know";
    default:
      return "invalid data";
  }
}

class XzDecoder final : public FrameDecoder {
 public:
  XzDecoder() : ready_(start()) {}
  ~XzDecoder() override { lzma_end(&stream_); }

  bool ready() const { return ready_; }

  Step decode(Bytes input, std::span<std::uint8_t> output) override {
    stream_.next_in = input.data();
    stream_.avail_in = input.size();
    stream_.next_out = output.data();
    stream_.avail_out = output.size();
    const lzma_ret status = lzma_code(&stream_, LZMA_RUN);
    Step step{input.size() - stream_.avail_in, output.size() - stream_.avail_out,
              status == LZMA_STREAM_END};
    if (status == LZMA_MEMLIMIT_ERROR) {
      step.refusal = "it needs more than 128 MiB of memory";
    } else if (status == LZMA_MEM_ERROR) {
      step.refusal = kNoMemory;
    } else if (status != LZMA_OK && status != LZMA_STREAM_END && status != LZMA_BUF_ERROR) {
      // LZMA_BUF_ERROR only says that there was nothing to do.
      step.failure = describe(status);
    }
    if (step.frame_ended && !start()) step.refusal = kNoMemory;
    return step;
  }

 private:
  // Also starts again, in the memory of before.
  bool start() { return lzma_stream_decoder(&stream_, kMostMemory, 0) == LZMA_OK; }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ready_;
};

}  // namespace

std::unique_ptr<FrameDecoder> make_xz_decoder() {
  return make_ready<FrameDecoder, XzDecoder>();
}

}  // namespace packetglass
