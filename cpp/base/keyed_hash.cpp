// A keyed hash of numbers.
#include "base/keyed_hash.h"

#include "base/sha256.h"

namespace packetglass {
namespace {

constinit std::array<std::uint32_t, 4> process_key{};

// As many random numbers as are asked for out of the few that were drawn: SHA-256 of those, of the
// generation and of a counter, four numbers at a time.
class Stretched {
 public:
  explicit Stretched(std::uint32_t generation) : generation_(generation) {}

  std::uint64_t next() {
    const std::size_t at = 8 * (count_++ % 4);
    if (at == 0) refill();
    return load<std::uint64_t>(block_.data() + at, ByteOrder::kLittle);
  }

 private:
  void refill() {
    std::array<std::uint8_t, 24> seed;
    for (std::size_t i = 0; i < 4; ++i) put(seed, i, process_key[i]);
    put(seed, 4, generation_);
    put(seed, 5, count_);
    block_ = sha256(seed);
  }
  static void put(std::array<std::uint8_t, 24>& seed, std::size_t i, std::uint32_t word) {
    store(seed.data() + 4 * i, word, ByteOrder::kLittle);
  }

  std::uint32_t generation_;
  std::uint32_t count_ = 0;
  std::array<std::uint8_t, 32> block_{};
};

}  // namespace

void set_hash_key(const std::array<std::uint32_t, 4>& key) {
  process_key = key;
}

KeyedHash::KeyedHash(std::uint32_t generation) {
  Stretched numbers(generation);
  offset_ = numbers.next();
  for (Secret& secret : secrets_) {
    secret.low = numbers.next();
    secret.high = numbers.next();
  }
}

}  // namespace packetglass
