// Puts back the addresses of texts, which web/build/pack-texts.mjs took out so that the module is
// a small download. A module that was not packed stays as it is.
#include "base/bytes.h"

extern "C" {
// The linker's: where constants begin and end.
extern std::uint8_t __global_base[], __data_end[];
}

namespace packetglass {
namespace {

constexpr std::uint32_t kPacked = 0xfb;       // highest byte of a packed address
constexpr std::uint32_t kMiddle = 0x40'0000;  // of the distances; 0: none

// The text whose address stands packed, where `end` is the end of the one before.
std::uintptr_t unpacked(std::uint32_t word, std::uintptr_t end) {
  const std::uint32_t distance = word & 0xff'ffff;
  return distance == 0 ? end : (end + 3) / 4 * 4 + distance - kMiddle;
}

// Before all that uses constants: the priorities below are the system's.
[[gnu::constructor(101)]] void unpack_texts() {
  std::uintptr_t end = 0;
  for (std::uint8_t* at = __global_base; at + 4 <= __data_end; at += 4) {
    const auto word = load<std::uint32_t>(at, ByteOrder::kLittle);
    if (word >> 24 != kPacked) continue;
    const std::uintptr_t text = unpacked(word, end);
    store(at, static_cast<std::uint32_t>(text), ByteOrder::kLittle);
    end = text + std::strlen(reinterpret_cast<const char*>(text)) + 1;
  }
}

}  // namespace
}  // namespace packetglass
