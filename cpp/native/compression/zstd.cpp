// Zstandard, RFC 8878, by libzstd. It refuses windows above 128 MiB.
#include <zstd.h>

#include <algorithm>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

class ZstdDecoder final : public FrameDecoder {
 public:
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }

  bool ready() const { return context_ != nullptr; }

  Step decode(Bytes input, std::span<std::uint8_t> output) override {
    // What there was no room for comes first, by itself.
    if (full_) {
      const Step rest = decode_some(input.first(0), output);
      if (rest.written != 0 || rest.frame_ended || rest.failure != nullptr) return rest;
    }
    return decode_some(input.first(std::min(input.size(), wanted_)), output);
  }

 private:
  static constexpr std::size_t kFirstWanted = 5;

  static constexpr std::size_t kBlockHeaderSize = 3;

  // A call that fails forgets what it decoded before that, also in the call before where there was
  // no room for it. So it never gets more than the rest of one block. What the library asks for
  // would be that and the header of the next.
  static std::size_t without_next_header(std::size_t asked) {
    return asked > kBlockHeaderSize ? asked - kBlockHeaderSize : asked;
  }

  Step decode_some(Bytes input, std::span<std::uint8_t> output) {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t status = ZSTD_decompressStream(context_, &out, &in);
    if (ZSTD_isError(status) != 0) return {0, 0, false, ZSTD_getErrorName(status)};
    full_ = out.pos == out.size;
    wanted_ = status == 0 ? kFirstWanted : without_next_header(status);
    return {in.pos, out.pos, status == 0, nullptr};
  }

  bool full_ = false;  // the last call filled all of its output
  std::size_t wanted_ = kFirstWanted;
  ZSTD_DCtx* context_ = ZSTD_createDCtx();
};

class ZstdCompressor final : public Compressor {
 public:
  ~ZstdCompressor() override { ZSTD_freeCCtx(context_); }

  bool ready() const {
    return context_ != nullptr &&
           ZSTD_isError(ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1)) == 0;
  }

  bool compress(Bytes input, Then then, std::vector<std::uint8_t>& out) override {
    constexpr ZSTD_EndDirective kDirectives[] = {ZSTD_e_continue, ZSTD_e_flush, ZSTD_e_end};
    const ZSTD_EndDirective directive = kDirectives[static_cast<int>(then)];
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    std::size_t left = 1;
    while (left != 0) {
      const std::size_t size = out.size();
      out.resize(size + kPiece);
      ZSTD_outBuffer piece{out.data() + size, kPiece, 0};
      const std::size_t status = ZSTD_compressStream2(context_, &piece, &in, directive);
      out.resize(size + piece.pos);
      if (ZSTD_isError(status) != 0) return false;
      // While more comes the status is a hint; else it is how much is not written yet.
      left = then == Then::kGoOn ? in.size - in.pos : status;
    }
    return true;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{128} << 10;

  ZSTD_CCtx* context_ = ZSTD_createCCtx();
};

}  // namespace

extern const Compression kZstd;
const Compression kZstd{
    {"zstd", "\x28\xb5\x2f\xfd", Between::kSkippableFrames, make_ready<FrameDecoder, ZstdDecoder>},
    "zst",
    make_ready<Compressor, ZstdCompressor>};

}  // namespace packetglass::native
