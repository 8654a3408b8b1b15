// gzip and deflate by zlib: RFC 1950 to 1952.
#include <zlib.h>

#include "decode/libraries/decode_with.h"
#include "decode/libraries/decoded_bytes.h"

namespace packetglass {
namespace {

// What inflateInit2() takes for a header.
constexpr int kGzip = 15 + 16, kZlib = 15, kRaw = -15;

class Inflation {
 public:
  Inflation(Bytes bytes, std::size_t limit, int header)
      : out_(bytes.size(), limit), header_(header) {
    stream_.next_in = const_cast<std::uint8_t*>(bytes.data());
    stream_.avail_in = static_cast<uInt>(bytes.size());
    ready_ = inflateInit2(&stream_, header) == Z_OK;
  }
  ~Inflation() { inflateEnd(&stream_); }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  Decoded run() {
    if (!ready_) return {};
    int result = Z_OK;
    do {
      result = step();
    } while (result == Z_OK);
    if (result == Z_STREAM_END) return out_.take(DecodeEnd::kWhole);
    return out_.take(result == Z_BUF_ERROR ? DecodeEnd::kTruncated : DecodeEnd::kDamaged);
  }

 private:
  // Z_BUF_ERROR: there are no more bytes, or no more are allowed.
  int step() {
    if (!out_.extend()) return Z_BUF_ERROR;
    stream_.next_out = out_.end();
    stream_.avail_out = static_cast<uInt>(out_.room());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out_.add(out_.room() - stream_.avail_out);
    return result == Z_STREAM_END && another_member() ? inflateReset(&stream_) : result;
  }

  bool another_member() const {
    const Bytef* const next = stream_.next_in;
    return header_ == kGzip && stream_.avail_in >= 2 && next[0] == 0x1f && next[1] == 0x8b;
  }

  z_stream stream_{};
  DecodedBytes out_;
  const int header_;
  bool ready_ = false;
};

// RFC 1950, section 2.2.
bool has_zlib_header(Bytes bytes) {
  return bytes.size() >= 2 && (bytes[0] & 15) == 8 && (256 * bytes[0] + bytes[1]) % 31 == 0;
}

}  // namespace

Decoded decode_gzip(Bytes bytes, std::size_t limit) {
  return Inflation(bytes, limit, kGzip).run();
}

Decoded decode_deflate(Bytes bytes, std::size_t limit) {
  return Inflation(bytes, limit, has_zlib_header(bytes) ? kZlib : kRaw).run();
}

}  // namespace packetglass
