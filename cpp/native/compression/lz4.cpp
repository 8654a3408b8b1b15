// LZ4 frames, https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md, by liblz4.
#include <lz4frame.h>

#include <algorithm>

#include "native/compression/compression.h"

namespace packetglass::native {
namespace {

class Lz4Decoder final : public FrameDecoder {
 public:
  Lz4Decoder() { LZ4F_createDecompressionContext(&context_, LZ4F_VERSION); }
  ~Lz4Decoder() override { LZ4F_freeDecompressionContext(context_); }

  bool ready() const { return context_ != nullptr; }

  Step decode(Bytes input, std::span<std::uint8_t> output) override {
    std::size_t read = std::min(input.size(), wanted_);
    std::size_t written = output.size();
    const std::size_t status =
        LZ4F_decompress(context_, output.data(), &written, input.data(), &read, nullptr);
    if (LZ4F_isError(status) != 0) return {0, 0, false, LZ4F_getErrorName(status)};
    wanted_ = status == 0 ? kFirstWanted : without_next_header(status);
    return {read, written, status == 0, nullptr};
  }

 private:
  static constexpr std::size_t kFirstWanted = 7;

  static constexpr std::size_t kBlockHeaderSize = 4;

  // A call that fails forgets what it decoded before that. So it never gets more than the rest of
  // one block. What the library asks for would be that and the header of the next.
  static std::size_t without_next_header(std::size_t asked) {
    return asked > kBlockHeaderSize ? asked - kBlockHeaderSize : asked;
  }

  std::size_t wanted_ = kFirstWanted;
  LZ4F_dctx* context_ = nullptr;
};

class Lz4Compressor final : public Compressor {
 public:
  Lz4Compressor() { LZ4F_createCompressionContext(&context_, LZ4F_VERSION); }
  ~Lz4Compressor() override { LZ4F_freeCompressionContext(context_); }

  bool ready() const { return context_ != nullptr; }

  bool compress(Bytes input, Then then, std::vector<std::uint8_t>& out) override {
    if (!in_frame_ && !begin(out)) return false;
    for (; !input.empty(); input = input.subspan(std::min(kPiece, input.size()))) {
      if (!update(input.first(std::min(kPiece, input.size())), out)) return false;
    }
    return then == Then::kGoOn || (then == Then::kFlush ? flush(out) : end(out));
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 20;

  static LZ4F_preferences_t preferences() {
    LZ4F_preferences_t chosen{};
    chosen.frameInfo.blockSizeID = LZ4F_max1MB;
    chosen.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
    return chosen;
  }

  // Appends what `write` puts into room for `bound` bytes.
  template <typename Write>
  static bool append(std::vector<std::uint8_t>& out, std::size_t bound, Write write) {
    const std::size_t size = out.size();
    out.resize(size + bound);
    const std::size_t written = write(out.data() + size);
    const bool failed = LZ4F_isError(written) != 0;
    out.resize(size + (failed ? 0 : written));
    return !failed;
  }

  static std::size_t bound(std::size_t input) {
    const LZ4F_preferences_t chosen = preferences();
    return LZ4F_compressBound(input, &chosen);
  }

  bool begin(std::vector<std::uint8_t>& out) {
    const LZ4F_preferences_t chosen = preferences();
    in_frame_ = append(out, LZ4F_HEADER_SIZE_MAX, [&](std::uint8_t* room) {
      return LZ4F_compressBegin(context_, room, LZ4F_HEADER_SIZE_MAX, &chosen);
    });
    return in_frame_;
  }

  bool update(Bytes input, std::vector<std::uint8_t>& out) {
    return append(out, bound(input.size()), [&](std::uint8_t* room) {
      return LZ4F_compressUpdate(context_, room, bound(input.size()), input.data(), input.size(),
                                 nullptr);
    });
  }

  bool flush(std::vector<std::uint8_t>& out) {
    return append(out, bound(0), [&](std::uint8_t* room) {
      return LZ4F_flush(context_, room, bound(0), nullptr);
    });
  }

  bool end(std::vector<std::uint8_t>& out) {
    in_frame_ = false;
    return append(out, bound(0), [&](std::uint8_t* room) {
      return LZ4F_compressEnd(context_, room, bound(0), nullptr);
    });
  }

  LZ4F_cctx* context_ = nullptr;
  bool in_frame_ = false;
};

}  // namespace

extern const Compression kLz4;
const Compression kLz4{
    {"lz4", "\x04\x22\x4d\x18", Between::kSkippableFrames, make_ready<FrameDecoder, Lz4Decoder>},
    "lz4",
    make_ready<Compressor, Lz4Compressor>};

}  // namespace packetglass::native
