// The .xz file format 1.1, https://tukaani.org/xz/xz-file-format.txt, by liblzma.
#include <lzma.h>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

// What xz -9 makes takes 65 MiB to decompress.
constexpr std::uint64_t kMostMemory = std::uint64_t{128} << 20;

const char* describe(lzma_ret status) {
  switch (status) {
    case LZMA_FORMAT_ERROR:
      return "its header is none of xz";
    case LZMA_OPTIONS_ERROR:
      return "it has options that liblzma does not know";
    case LZMA_MEM_ERROR:
      return "there is not enough memory";
    default:
      return "invalid data";
  }
}

class XzDecoder final : public Decoder {
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
    } else if (status != LZMA_OK && status != LZMA_STREAM_END && status != LZMA_BUF_ERROR) {
      // LZMA_BUF_ERROR only says that there was nothing to do.
      step.failure = describe(status);
    }
    if (step.frame_ended && !start()) step.failure = describe(LZMA_MEM_ERROR);
    return step;
  }

 private:
  // Also starts again, in the memory of before.
  bool start() { return lzma_stream_decoder(&stream_, kMostMemory, 0) == LZMA_OK; }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ready_;
};

class XzCompressor final : public Compressor {
 public:
  XzCompressor() : ready_(start()) {}
  ~XzCompressor() override { lzma_end(&stream_); }

  bool ready() const { return ready_; }

  bool compress(Bytes input, Then then, std::vector<std::uint8_t>& out) override {
    constexpr lzma_action kActions[] = {LZMA_RUN, LZMA_SYNC_FLUSH, LZMA_FINISH};
    stream_.next_in = input.data();
    stream_.avail_in = input.size();
    lzma_ret status = LZMA_OK;
    do {
      const std::size_t size = out.size();
      out.resize(size + kPiece);
      stream_.next_out = out.data() + size;
      stream_.avail_out = kPiece;
      status = lzma_code(&stream_, kActions[static_cast<int>(then)]);
      out.resize(out.size() - stream_.avail_out);
    } while (status == LZMA_OK && (then != Then::kGoOn || stream_.avail_in != 0));
    // LZMA_BUF_ERROR: nothing came in and nothing was ready.
    const bool good = status == LZMA_OK || status == LZMA_STREAM_END || status == LZMA_BUF_ERROR;
    return good && (then != Then::kEnd || start());
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  bool start() {
    return lzma_easy_encoder(&stream_, LZMA_PRESET_DEFAULT, LZMA_CHECK_CRC64) == LZMA_OK;
  }

  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ready_;
};

}  // namespace

extern const Compression kXz;
const Compression kXz{"xz",
                      "xz",
                      "\xfd"
                      "7zX",  // of six bytes: the library sees to the others
                      Between::kZeros,
                      make_ready<Decoder, XzDecoder>,
                      make_ready<Compressor, XzCompressor>};

}  // namespace packetglass::native
