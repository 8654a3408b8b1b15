// Texts, each kept once.
#include "base/distinct_texts.h"

#include <cstring>

namespace packetglass {
namespace {

// A polynomial over the numbers below a prime, at a secret point: two texts of n words meet for n
// of its 2^61 points (Carter and Wegman, "Universal classes of hash functions", 1979). The
// number that it gives is hashed as other keys are.
constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;

std::uint64_t reduced(std::uint64_t number) {
  const std::uint64_t sum = (number & kPrime) + (number >> 61);
  return sum >= kPrime ? sum - kPrime : sum;
}

__extension__ using Product = unsigned __int128;

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  const Product whole = Product{a} * b;
  return reduced((static_cast<std::uint64_t>(whole) & kPrime) +
                 static_cast<std::uint64_t>(whole >> 61));
}

std::uint32_t hash_of(const KeyedHash& secret, std::string_view text) {
  const std::uint64_t upper = secret.of(std::array<std::uint64_t, 2>{1, 0});
  const std::uint64_t point = reduced(upper << 31 | secret.of(std::array<std::uint64_t, 2>{2, 0}));
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < text.size(); at += 7) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min<std::size_t>(7, text.size() - at));
    sum = reduced(product(sum, point) + word);
  }
  return secret.of(std::array<std::uint64_t, 2>{sum, text.size()});
}

}  // namespace

std::string_view DistinctTexts::operator[](std::size_t number) const {
  const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
  return {bytes_.values() + begin, ends_[number] - begin};
}

std::uint32_t DistinctTexts::number_of(std::string_view text) {
  // Packets behind one another are alike.
  if (last_ != kNone && (*this)[last_] == text) return last_;
  if (slots_.size() == 0) return last_ = put(text);
  const std::uint32_t hash = hash_of(slots_.secret(), text);
  Slots::Slot* slot = slots_.find(hash);
  while (slot->hash != 0 && (*this)[slot->row] != text) slot = slots_.next(slot, hash);
  return last_ = slot->hash != 0 ? slot->row : put(text);
}

std::uint32_t DistinctTexts::put(std::string_view text) {
  const auto hash_of_row = [this](const KeyedHash& secret, std::uint32_t row) {
    return hash_of(secret, (*this)[row]);
  };
  if (bytes_.size() + text.size() > kNone || !slots_.make_room(1, hash_of_row)) return kNone;
  char* const at = bytes_.extend(text.size());
  if (at == nullptr && !text.empty()) return kNone;
  std::uint32_t* const end = ends_.extend(1);
  if (end == nullptr) return kNone;
  std::copy(text.begin(), text.end(), at);
  *end = static_cast<std::uint32_t>(bytes_.size());
  const auto number = static_cast<std::uint32_t>(ends_.size() - 1);
  const std::uint32_t hash = hash_of(slots_.secret(), text);  // by the secret that there is now
  Slots::Slot* slot = slots_.find(hash);
  while (slot->hash != 0) slot = slots_.next(slot, hash);
  slots_.fill(*slot, hash, number);
  return number;
}

void DistinctTexts::clear() {
  slots_ = Slots();
  bytes_.clear();
  ends_.clear();
  last_ = kNone;
}

}  // namespace packetglass
