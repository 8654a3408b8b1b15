// Prefix-preserving pseudonyms of addresses: Crypto-PAn, Xu, Fan, Ammar and Moon,
// "Prefix-preserving IP address anonymization" (ICNP 2002), and the same over 128 bits.
#pragma once

#include <array>
#include <vector>

#include "base/bytes.h"
#include "crypto/crypto.h"
#include "edit/anonymise/policy.h"

namespace packetglass::anonymise {

using Ipv6 = std::array<std::uint8_t, 16>;

// Two addresses with the first n bits in common have pseudonyms with exactly the first n bits in
// common. What was asked before is kept in tables of a fixed size; nothing depends on them.
class PrefixPreserving {
 public:
  explicit PrefixPreserving(const Key& key);

  std::uint32_t ipv4(std::uint32_t address);
  Ipv6 ipv6(const Ipv6& address);

 private:
  using Block = std::array<std::uint8_t, 16>;
  struct KnownIpv4 {
    std::uint32_t address = 0, pseudonym = 0;
    bool known = false;
  };
  struct KnownIpv6 {
    Ipv6 address{}, pseudonym{};
    bool known = false;
  };

  // Whether the bit behind the first `bits` of an address, which all stand in `address`, flips.
  bool flips(const Block& address, unsigned bits);
  std::uint32_t upper_flips(std::uint32_t upper);
  std::uint64_t flips_of(const Block& address, unsigned from);

  crypto::Aes128 aes_;
  Block pad_{};
  std::vector<std::uint32_t> upper_;  // by the upper 16 bits of IPv4: flips, and 1 << 16 if known
  std::vector<KnownIpv4> ipv4_;
  std::vector<KnownIpv6> ipv6_, networks_;
};

}  // namespace packetglass::anonymise
