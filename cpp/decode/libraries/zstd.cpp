// zstd by Zstandard's decoder: RFC 8878.
#include <zstd.h>

#include <memory>

#include "base/bytes.h"
#include "decode/libraries/decode_with.h"
#include "decode/libraries/decoded_bytes.h"

namespace packetglass {
namespace {

struct Free {
  void operator()(ZSTD_DCtx* decoder) const { ZSTD_freeDCtx(decoder); }
};

constexpr int kMostWindowLog = 23;  // RFC 9659

// A frame, or one to be skipped. Some builds of the library know older formats too.
bool begins_frame(Bytes bytes) {
  if (bytes.size() < 4) return true;
  const auto magic = load<std::uint32_t>(bytes.data(), ByteOrder::kLittle);
  return magic == 0xfd2f'b528 || (magic & 0xffff'fff0) == 0x184d'2a50;
}

// Decodes up to the end of a frame, of the bytes, or of the room.
class Frames {
 public:
  Frames(Bytes bytes, std::size_t limit)
      : bytes_(bytes), out_(bytes.size(), limit), decoder_(ZSTD_createDCtx()) {
    if (decoder_ != nullptr) {
      ZSTD_DCtx_setParameter(decoder_.get(), ZSTD_d_windowLogMax, kMostWindowLog);
    }
  }

  Decoded run() {
    if (decoder_ == nullptr) return {};
    for (bool between = true;; between = left_ == 0) {
      const Bytes rest = bytes_.subspan(in_);
      if (between && rest.empty() && in_ != 0) return out_.take(DecodeEnd::kWhole);
      if (!out_.extend()) return out_.take(DecodeEnd::kLimit);
      if (between && !begins_frame(rest)) return out_.take(DecodeEnd::kDamaged);
      step(rest);
      if (ZSTD_isError(left_)) return out_.take(DecodeEnd::kDamaged);
      const bool ended = in_ == bytes_.size() && out_.room() != 0;
      if (ended && left_ != 0) return out_.take(DecodeEnd::kTruncated);
    }
  }

 private:
  void step(Bytes rest) {
    ZSTD_inBuffer in{rest.data(), rest.size(), 0};
    ZSTD_outBuffer out{out_.end(), out_.room(), 0};
    left_ = ZSTD_decompressStream(decoder_.get(), &out, &in);
    in_ += in.pos;
    out_.add(out.pos);
  }

  const Bytes bytes_;
  std::size_t in_ = 0;    // bytes that were read
  std::size_t left_ = 0;  // what the library says of the frame: 0 at its end
  DecodedBytes out_;
  std::unique_ptr<ZSTD_DCtx, Free> decoder_;
};

}  // namespace

Decoded decode_zstd(Bytes bytes, std::size_t limit) {
  return Frames(bytes, limit).run();
}

}  // namespace packetglass
