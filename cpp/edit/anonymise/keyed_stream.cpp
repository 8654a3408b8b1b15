// Bytes that only who has the key can tell from chance: SHA-256 over a seed and a counter. The
// seed is the SHA-256 of the key and the text, so that a long text is read once.
#include "edit/anonymise/keyed_stream.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"

namespace packetglass::anonymise {
namespace {

// Up to here the remainder of 16 bits is uneven by less than one in 2,000; above, that of 24 bits
// by less than one in 256.
constexpr std::uint32_t kLetters = 32;

}  // namespace

KeyedStream::KeyedStream(const Key& key, Purpose purpose, std::string_view text) {
  std::vector<std::uint8_t> asked(key.begin(), key.end());
  asked.push_back(static_cast<std::uint8_t>(purpose));
  const Bytes bytes = bytes_of(text);
  asked.insert(asked.end(), bytes.begin(), bytes.end());
  const auto seed = sha256(asked);
  std::copy(seed.begin(), seed.end(), seed_.begin());
}

void KeyedStream::refill() {
  store(seed_.data() + seed_.size() - sizeof round_, round_++, ByteOrder::kBig);
  bytes_ = sha256(seed_);
  used_ = 0;
}

std::uint8_t KeyedStream::next() {
  if (used_ == bytes_.size()) refill();
  return bytes_[used_++];
}

std::uint32_t KeyedStream::below(std::uint32_t bound) {
  const int bytes = bound <= kLetters ? 2 : 3;
  std::uint32_t drawn = 0;
  for (int i = 0; i < bytes; ++i) drawn = drawn << 8 | next();
  return drawn % bound;
}

}  // namespace packetglass::anonymise
