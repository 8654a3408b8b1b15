// Undoes any content codings of any bytes: never more comes out than is allowed, and what comes
// out up to a limit is the start of what comes out up to a greater one.
#include <algorithm>

#include "bounded.h"
#include "choices.h"
#include "decode/content_codings.h"
#include "decode/libraries/library_decoder.h"
#include "require.h"

namespace packetglass {
namespace {

constexpr Coding kCodings[] = {Coding::kGzip, Coding::kDeflate, Coding::kBrotli, Coding::kZstd};

void decode_one(Coding coding, Bytes bytes, std::size_t limit) {
  LibraryDecoder decoder;
  const Decoded some = decoder.decode(coding, bytes, limit);
  const Decoded more = decoder.decode(coding, bytes, 2 * limit);
  require(some.end != DecodeEnd::kUnavailable, "there is a decoder");
  require(some.bytes.size() <= limit, "no more comes out than is allowed");
  // Of a frame that is damaged its library gives nothing, where there is room for all of it.
  if (coding == Coding::kZstd && more.end == DecodeEnd::kDamaged) return;
  require(some.bytes.size() <= more.bytes.size(), "no less comes out where more is allowed");
  require(std::equal(some.bytes.begin(), some.bytes.end(), more.bytes.begin()),
          "what comes out is the start of the whole");
  require(some.end == more.end || some.end == DecodeEnd::kLimit, "it ends the same");
}

void decode_all(Choices& choices, Bytes bytes) {
  ContentCodings codings;
  codings.count = choices.below(ContentCodings::kMost + 1);
  for (Coding& coding : codings.codings) coding = kCodings[choices.below(std::size(kCodings))];
  LibraryDecoder decoder;
  const Decoded all = decode_body(codings, bytes, decoder);
  require(all.bytes.size() <= kMostDecoded, "a body has a limit");
  require(all.bytes.size() <= kMostOfAny + kMostExpansion * bytes.size(), "so has its expansion");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  // A window of Brotli has 16 MiB.
  const fuzz::Bounded bounded(size, {500'000, 2'000}, {std::size_t{40} << 20, 1'000});
  Choices choices(Bytes(data, size));
  const Coding coding = kCodings[choices.below(std::size(kCodings))];
  const std::size_t limit = choices.u16();
  if (choices.yes()) decode_all(choices, choices.some(size));
  decode_one(coding, choices.some(size), limit);
  return 0;
}
