// The .xz file format 1.1, https://tukaani.org/xz/xz-file-format.txt, by liblzma.
#include <lzma.h>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

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
const Compression kXz{kXzFrames, "xz", make_ready<Compressor, XzCompressor>};

}  // namespace packetglass::native
