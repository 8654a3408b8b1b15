// gzip, RFC 1952, by zlib.
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

constexpr int kGzipHeaders = 16;  // added to the window's size: gzip instead of zlib headers

uInt clamped(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

// zlib does not write through next_in.
Bytef* in(Bytes bytes) {
  return const_cast<Bytef*>(bytes.data());
}

class GzipDecoder final : public FrameDecoder {
 public:
  GzipDecoder() : ready_(inflateInit2(&stream_, MAX_WBITS + kGzipHeaders) == Z_OK) {}
  ~GzipDecoder() override { inflateEnd(&stream_); }

  bool ready() const { return ready_; }

  Step decode(Bytes input, std::span<std::uint8_t> output) override {
    stream_.next_in = in(input);
    stream_.avail_in = clamped(input.size());
    stream_.next_out = output.data();
    stream_.avail_out = clamped(output.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    Step step{static_cast<std::size_t>(stream_.next_in - input.data()),
              static_cast<std::size_t>(stream_.next_out - output.data()), status == Z_STREAM_END};
    // Z_BUF_ERROR only says that there was nothing to do.
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      step.failure = stream_.msg != nullptr ? stream_.msg : zError(status);
    }
    if (step.frame_ended) inflateReset(&stream_);
    return step;
  }

 private:
  z_stream stream_{};
  bool ready_;
};

class GzipCompressor final : public Compressor {
 public:
  GzipCompressor()
      : ready_(deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipHeaders,
                            kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK) {}
  ~GzipCompressor() override { deflateEnd(&stream_); }

  bool ready() const { return ready_; }

  bool compress(Bytes input, Then then, std::vector<std::uint8_t>& out) override {
    while (input.size() > clamped(input.size())) {
      if (!step(input.first(clamped(input.size())), Z_NO_FLUSH, out)) return false;
      input = input.subspan(clamped(input.size()));
    }
    constexpr int kFlushes[] = {Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH};
    if (!step(input, kFlushes[static_cast<int>(then)], out)) return false;
    return then != Then::kEnd || deflateReset(&stream_) == Z_OK;
  }

 private:
  static constexpr int kMemoryLevel = 8;  // zlib's default
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  bool step(Bytes input, int flush, std::vector<std::uint8_t>& out) {
    stream_.next_in = in(input);
    stream_.avail_in = static_cast<uInt>(input.size());
    do {
      const std::size_t size = out.size();
      out.resize(size + kPiece);
      stream_.next_out = out.data() + size;
      stream_.avail_out = static_cast<uInt>(kPiece);
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) return false;
      out.resize(out.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return true;
  }

  z_stream stream_{};
  bool ready_;
};

}  // namespace

extern const Compression kGzip;
const Compression kGzip{
    {"gzip", "\x1f\x8b\x08", Between::kZeros, make_ready<FrameDecoder, GzipDecoder>},
    "gz",
    make_ready<Compressor, GzipCompressor>};

}  // namespace packetglass::native
