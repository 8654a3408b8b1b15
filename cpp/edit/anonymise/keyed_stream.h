// Bytes that only who has the key can tell from chance.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "edit/anonymise/policy.h"

namespace packetglass::anonymise {

// What bytes are asked for: the same text asked for another reason has others.
enum class Purpose : std::uint8_t { kName, kMac, kGroup, kHardware, kNumber };

// As many bytes as are asked for, of the key, the purpose and the text alone.
class KeyedStream {
 public:
  KeyedStream(const Key& key, Purpose purpose, std::string_view text);

  std::uint8_t next();
  // A number below `bound`, of 16 bits or less.
  std::uint32_t below(std::uint32_t bound);

 private:
  void refill();

  std::array<std::uint8_t, 36> seed_{};  // and a counter at its end
  std::array<std::uint8_t, 32> bytes_{};
  std::size_t used_ = 32;
  std::uint32_t round_ = 0;
};

}  // namespace packetglass::anonymise
