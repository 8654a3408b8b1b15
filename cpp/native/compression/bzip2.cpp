// bzip2, https://sourceware.org/bzip2, by libbz2.
#include <bzlib.h>

#include <algorithm>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

// libbz2 neither writes through next_in nor has a type of its own for bytes.
char* in(Bytes bytes) {
  return const_cast<char*>(reinterpret_cast<const char*>(bytes.data()));
}
char* out(std::uint8_t* bytes) {
  return reinterpret_cast<char*>(bytes);
}

// A flush ends the stream and starts another: the last bits of a block stand in one byte with the
// first of what follows, so that nothing less can be decoded.
class Bzip2Compressor final : public Compressor {
 public:
  Bzip2Compressor() { start(); }
  ~Bzip2Compressor() override { BZ2_bzCompressEnd(&stream_); }

  bool ready() const { return ready_; }

  bool compress(Bytes input, Then then, std::vector<std::uint8_t>& bytes) override {
    for (; !input.empty(); input = input.subspan(std::min(kPiece, input.size()))) {
      if (!run(input.first(std::min(kPiece, input.size())), bytes)) return false;
      begun_ = true;
    }
    // What was flushed needs no further stream, unless there was none at all.
    const bool ends = then == Then::kEnd ? begun_ || !ended_ : then == Then::kFlush && begun_;
    if (ends && !finish(bytes)) return false;
    if (then == Then::kEnd) ended_ = false;
    return true;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10;
  static constexpr int kBlockSize = 9;  // of 100,000 bytes: the program's default

  void start() { ready_ = BZ2_bzCompressInit(&stream_, kBlockSize, 0, 0) == BZ_OK; }

  int step(int action, std::vector<std::uint8_t>& bytes) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kPiece);
    stream_.next_out = out(bytes.data() + size);
    stream_.avail_out = static_cast<unsigned>(kPiece);
    const int status = BZ2_bzCompress(&stream_, action);
    bytes.resize(bytes.size() - stream_.avail_out);
    return status;
  }

  bool run(Bytes input, std::vector<std::uint8_t>& bytes) {
    stream_.next_in = in(input);
    stream_.avail_in = static_cast<unsigned>(input.size());
    while (stream_.avail_in != 0) {
      if (step(BZ_RUN, bytes) != BZ_RUN_OK) return false;
    }
    return true;
  }

  bool finish(std::vector<std::uint8_t>& bytes) {
    int status = BZ_FINISH_OK;
    while (status == BZ_FINISH_OK) status = step(BZ_FINISH, bytes);
    BZ2_bzCompressEnd(&stream_);
    stream_ = {};
    start();
    begun_ = false;
    ended_ = true;
    return status == BZ_STREAM_END && ready_;
  }

  bz_stream stream_{};
  bool ready_ = false;
  bool begun_ = false;  // the stream has bytes
  bool ended_ = false;  // a stream of this frame was written
};

}  // namespace

extern const Compression kBzip2;
const Compression kBzip2{kBzip2Frames, "bz2", make_ready<Compressor, Bzip2Compressor>};

}  // namespace packetglass::native
