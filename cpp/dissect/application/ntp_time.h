// Times as NTP writes them: RFC 5905, section 6.
#pragma once

#include <cstdint>

namespace packetglass {

// Nanoseconds since 1970, as Layer::means() takes them, of seconds since 1900 in the upper half
// and their fraction in the lower; from 2036 on the seconds begin again (RFC 4330, section 3).
constexpr std::uint64_t ntp_nanoseconds(std::uint64_t time) {
  constexpr std::int64_t k1970 = 2'208'988'800, kEra = std::int64_t{1} << 32,
                         kSecond = 1'000'000'000;
  auto seconds = static_cast<std::int64_t>(time >> 32);
  if (seconds < kEra / 2) seconds += kEra;
  const std::uint64_t fraction = (time & 0xffffffff) * kSecond >> 32;
  return static_cast<std::uint64_t>((seconds - k1970) * kSecond) + fraction;
}

}  // namespace packetglass
