// Prefix-preserving pseudonyms of addresses: Crypto-PAn.
#include "edit/anonymise/prefix_preserving.h"

#include <algorithm>

namespace packetglass::anonymise {
namespace {

constexpr std::size_t kUppers = std::size_t{1} << 16;
constexpr std::uint32_t kKnown = std::uint32_t{1} << 16;
constexpr std::size_t kKeptIpv4 = std::size_t{1} << 16;
constexpr std::size_t kKeptIpv6 = std::size_t{1} << 14;
constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15;

std::array<std::uint8_t, 16> half_of(const Key& key, std::size_t from) {
  std::array<std::uint8_t, 16> half{};
  std::copy_n(key.begin() + static_cast<std::ptrdiff_t>(from), half.size(), half.begin());
  return half;
}

std::size_t slot_of(std::uint64_t word, std::size_t slots) {
  return static_cast<std::size_t>((word * kGolden) >> 32) & (slots - 1);
}

std::uint64_t word_of(const Ipv6& address, std::size_t at) {
  return load<std::uint64_t>(address.data() + at, ByteOrder::kBig);
}

}  // namespace

PrefixPreserving::PrefixPreserving(const Key& key)
    : aes_(half_of(key, 0)),
      pad_(aes_.block(half_of(key, 16))),
      upper_(kUppers),
      ipv4_(kKeptIpv4),
      ipv6_(kKeptIpv6),
      networks_(kKeptIpv6) {}

bool PrefixPreserving::flips(const Block& address, unsigned bits) {
  Block input = pad_;
  const unsigned whole = bits / 8, rest = bits % 8;
  std::copy_n(address.begin(), whole, input.begin());
  if (rest != 0) {
    const auto mask = static_cast<std::uint8_t>(0xff00 >> rest);
    input[whole] = static_cast<std::uint8_t>((address[whole] & mask) | (pad_[whole] & ~mask));
  }
  return (aes_.block(input)[0] & 0x80) != 0;
}

// Of 64 bits from one on.
std::uint64_t PrefixPreserving::flips_of(const Block& address, unsigned from) {
  std::uint64_t flipped = 0;
  for (unsigned bit = from; bit < from + 64; ++bit) {
    flipped = flipped << 1 | std::uint64_t{flips(address, bit)};
  }
  return flipped;
}

std::uint32_t PrefixPreserving::upper_flips(std::uint32_t upper) {
  std::uint32_t& kept = upper_[upper];
  if (kept != 0) return kept & ~kKnown;
  Block address{};
  store(address.data(), upper << 16, ByteOrder::kBig);
  std::uint32_t flipped = 0;
  for (unsigned bit = 0; bit < 16; ++bit) flipped = flipped << 1 | flips(address, bit);
  kept = flipped | kKnown;
  return flipped;
}

std::uint32_t PrefixPreserving::ipv4(std::uint32_t address) {
  KnownIpv4& kept = ipv4_[slot_of(address, kKeptIpv4)];
  if (kept.known && kept.address == address) return kept.pseudonym;
  Block block{};
  store(block.data(), address, ByteOrder::kBig);
  std::uint32_t flipped = upper_flips(address >> 16);
  for (unsigned bit = 16; bit < 32; ++bit) flipped = flipped << 1 | flips(block, bit);
  kept = {address, address ^ flipped, true};
  return kept.pseudonym;
}

Ipv6 PrefixPreserving::ipv6(const Ipv6& address) {
  const std::uint64_t upper = word_of(address, 0), lower = word_of(address, 8);
  KnownIpv6& kept = ipv6_[slot_of(upper + lower * kGolden, kKeptIpv6)];
  if (kept.known && kept.address == address) return kept.pseudonym;
  KnownIpv6& network = networks_[slot_of(upper, kKeptIpv6)];
  if (!network.known || word_of(network.address, 0) != upper) {
    network = {address, address, true};
    store(network.pseudonym.data(), upper ^ flips_of(address, 0), ByteOrder::kBig);
  }
  kept = {address, network.pseudonym, true};
  store(kept.pseudonym.data() + 8, lower ^ flips_of(address, 64), ByteOrder::kBig);
  return kept.pseudonym;
}

}  // namespace packetglass::anonymise
