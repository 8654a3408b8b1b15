// Decompresses any bytes, whole and in pieces, and what was compressed here: it must come out the
// same, in memory that is constant whatever comes out.
#include <algorithm>

#include "bounded.h"
#include "choices.h"
#include "decompress/decompressor.h"
#include "native/compression/compressions.h"
#include "require.h"

namespace packetglass::native {
namespace {

using ByteVector = std::vector<std::uint8_t>;

// Some bytes may become a gigabyte: what is behind these is not asked for.
constexpr std::size_t kMost = std::size_t{1} << 20;
constexpr std::size_t kBlock = std::size_t{16} << 10;

struct Decompressed {
  ByteVector bytes;
  std::optional<Error> failure;
  bool all = true;  // all of it was asked for

  // False where enough came.
  bool take_from(Decompressor& input) {
    static std::uint8_t block[kBlock];
    for (std::size_t size = 1; size > 0 && bytes.size() < kMost;) {
      size = input.take(block);
      require(size <= kBlock, "no more comes out than there is room for");
      bytes.insert(bytes.end(), block, block + size);
    }
    return bytes.size() < kMost;
  }
};

void give(Decompressor& input, Bytes piece) {
  const std::span<std::uint8_t> room = input.room();
  require(room.size() >= piece.size(), "there is room for some bytes");
  std::copy(piece.begin(), piece.end(), room.begin());
  input.commit(piece.size());
}

// Pieces of so many bytes; the first are those that a source is recognised by.
Decompressed decompressed(Bytes source, std::size_t piece) {
  DecompressionBudget budget;
  Decompressor input(budget, source.first(std::min(piece, source.size())));
  source = source.subspan(std::min(piece, source.size()));
  Decompressed out;
  out.all = out.take_from(input);
  while (out.all && !source.empty() && !input.failure()) {
    const Bytes next = source.first(std::min(piece, source.size()));
    give(input, next);
    source = source.subspan(next.size());
    out.all = out.take_from(input);
  }
  if (out.all) input.end();
  out.failure = input.failure();
  return out;
}

void require_same(const Decompressed& whole, const Decompressed& pieces) {
  require(whole.all == pieces.all, "as much comes out in any split");
  const std::size_t size = whole.all ? whole.bytes.size() : kMost;
  require(std::equal(whole.bytes.begin(), whole.bytes.begin() + static_cast<long>(size),
                     pieces.bytes.begin()),
          "the same comes out in any split");
  if (!whole.all) return;
  require(whole.bytes.size() == pieces.bytes.size(), "no more comes out in any split");
  require(whole.failure.has_value() == pieces.failure.has_value(), "it fails in any split");
  require(!whole.failure || whole.failure->offset <= pieces.failure->offset + kBlock,
          "it fails near the same offset");
}

void round_trip(const Compression& compression, Bytes bytes, std::size_t piece) {
  trying = compression.name;
  const auto compressor = compression.make_compressor();
  ByteVector out;
  const Bytes first = bytes.first(std::min(piece, bytes.size()));
  const auto then = piece % 2 == 0 ? Compressor::Then::kFlush : Compressor::Then::kEnd;
  require(compressor->compress(first, then, out), "the first half is compressed");
  require(compressor->compress(bytes.subspan(first.size()), Compressor::Then::kEnd, out),
          "the rest is compressed");
  const Decompressed again = decompressed(out, std::max<std::size_t>(piece, 4));
  require(!again.failure, "what was compressed here is sound");
  require(std::equal(bytes.begin(), bytes.end(), again.bytes.begin(), again.bytes.end()),
          "what was compressed here comes out");
}

}  // namespace
}  // namespace packetglass::native

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  using namespace packetglass::native;
  // 128 MiB is the largest window of zstd that is believed.
  const fuzz::Bounded bounded(size, {300'000, 100}, {std::size_t{150} << 20, 16});
  const Bytes source(data, std::min(size, kMost / 2));
  const std::size_t piece = source.empty() ? 1 : std::size_t{1} + source.back();
  trying = "any bytes";
  require_same(decompressed(source, std::max<std::size_t>(source.size(), 1)),
               decompressed(source, piece));
  const auto all = compressions();
  round_trip(*all[piece % all.size()], source, piece * 16);
  return 0;
}
