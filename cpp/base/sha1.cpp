// SHA-1: RFC 3174.
#include "base/sha1.h"

#include <bit>
#include <vector>

namespace packetglass {
namespace {

constexpr std::size_t kBlockSize = 64;

using State = std::array<std::uint32_t, 5>;

std::uint32_t chosen(unsigned round, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

void add_block(State& state, const std::uint8_t* block) {
  std::uint32_t words[80];
  for (unsigned i = 0; i < 16; ++i) words[i] = load<std::uint32_t>(block + 4 * i, ByteOrder::kBig);
  for (unsigned i = 16; i < 80; ++i) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  auto [a, b, c, d, e] = state;
  for (unsigned i = 0; i < 80; ++i) {
    const std::uint32_t next = std::rotl(a, 5) + chosen(i, b, c, d) + e + words[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

// The message, one bit, zeros, and its length in bits: a multiple of the block's size.
std::vector<std::uint8_t> padded(Bytes message) {
  std::vector<std::uint8_t> bytes(message.begin(), message.end());
  bytes.push_back(0x80);
  while (bytes.size() % kBlockSize != kBlockSize - 8) bytes.push_back(0);
  bytes.resize(bytes.size() + 8);
  store(bytes.data() + bytes.size() - 8, std::uint64_t{message.size()} * 8, ByteOrder::kBig);
  return bytes;
}

}  // namespace

std::array<std::uint8_t, 20> sha1(Bytes message) {
  State state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const auto bytes = padded(message);
  for (std::size_t at = 0; at < bytes.size(); at += kBlockSize) add_block(state, &bytes[at]);
  std::array<std::uint8_t, 20> digest;
  for (std::size_t i = 0; i < state.size(); ++i) {
    store(digest.data() + 4 * i, state[i], ByteOrder::kBig);
  }
  return digest;
}

}  // namespace packetglass
