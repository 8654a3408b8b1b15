// Pseudonyms of addresses and numbers, as a policy has them.
#pragma once

#include <optional>

#include "edit/anonymise/keyed_stream.h"
#include "edit/anonymise/prefix_preserving.h"

namespace packetglass::anonymise {

using Mac = std::array<std::uint8_t, 6>;

Range range_of(std::uint32_t ipv4);
Range range_of(const Ipv6& address);

// The same address always has the same pseudonym, whatever stands around it.
class Addresses {
 public:
  Addresses(const Key& key, const Policy& policy);

  std::uint32_t ipv4(std::uint32_t address);
  // Addresses that have one of IPv4 inside (mapped, NAT64, 6to4) have its pseudonym inside; of
  // multicast groups those that are made of an address of a host are never kept as they are.
  Ipv6 ipv6(const Ipv6& address);
  // Groups that standards have and broadcast stay, as far as groups of IP do; whether it is a
  // group, local or the vendor's stays.
  Mac mac(const Mac& address);
  // Of another kind, in place: as many bytes.
  void hardware(std::span<std::uint8_t> address) const;
  std::uint16_t vlan(std::uint16_t number) const;
  std::uint16_t port(std::uint16_t number) const;

 private:
  struct KnownMac {
    Mac address{}, pseudonym{};
    bool known = false;
  };

  Treatment treatment(Range range) const {
    return policy_.ranges[static_cast<std::size_t>(range)];
  }
  Ipv6 multicast(const Ipv6& address) const;
  void replace(std::span<std::uint8_t> bytes, Purpose purpose) const;

  const Key key_;
  const Policy& policy_;
  PrefixPreserving prefixes_;
  std::vector<KnownMac> macs_;
  std::vector<std::uint16_t> vlans_, ports_;  // by number; empty where they are not changed
};

}  // namespace packetglass::anonymise
