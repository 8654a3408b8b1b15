// Pseudonyms of addresses and numbers, as a policy has them.
#include "edit/anonymise/addresses.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace packetglass::anonymise {
namespace {

constexpr std::size_t kKeptMacs = std::size_t{1} << 14;

struct Ipv4Range {
  std::uint32_t first;
  unsigned bits;
  Range range;
};

constexpr Ipv4Range kIpv4Ranges[] = {
    {0x0a000000, 8, Range::kPrivate},        {0xac100000, 12, Range::kPrivate},
    {0xc0a80000, 16, Range::kPrivate},       {0x64400000, 10, Range::kPrivate},
    {0xa9fe0000, 16, Range::kLinkLocal},     {0x7f000000, 8, Range::kLoopback},
    {0xe0000000, 4, Range::kMulticast},      {0xffffffff, 32, Range::kBroadcast},
    {0x00000000, 32, Range::kUnspecified},   {0xc0000200, 24, Range::kDocumentation},
    {0xc6336400, 24, Range::kDocumentation}, {0xcb007100, 24, Range::kDocumentation},
};

struct Ipv6Range {
  Ipv6 first;
  unsigned bits;
  Range range;
  unsigned kept;  // bits that stay where the range does
};

constexpr Ipv6Range kIpv6Ranges[] = {
    {{0xff}, 8, Range::kMulticast, 8},
    {{0xfe, 0x80}, 10, Range::kLinkLocal, 64},
    {{0xfc}, 7, Range::kPrivate, 8},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, Range::kDocumentation, 32},
    {{}, 128, Range::kUnspecified, 128},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, Range::kLoopback, 128},
};

// An address of IPv4 inside one of IPv6, behind so many bytes that begin so.
struct Inside {
  Ipv6 first;
  std::size_t at;
};

constexpr Inside kInside[] = {
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 12},
    {{0, 0x64, 0xff, 0x9b}, 12},
    {{0x20, 0x02}, 2},
};

// Groups that standards and vendors gave numbers to: the first bytes of them.
struct MacGroup {
  std::uint8_t first[3];
  std::size_t bytes;
};

constexpr MacGroup kMacGroups[] = {
    {{0xff, 0xff, 0xff}, 3},  // broadcast
    {{0x01, 0x80, 0xc2}, 3},  // IEEE 802.1
    {{0x01, 0x00, 0x0c}, 3},  // CDP, VTP
    {{0x01, 0x00, 0x81}, 3},  // Nortel
    {{0x01, 0x1b, 0x19}, 3},  // PTP
    {{0x01, 0x0c, 0xcd}, 3},  // IEC 61850
    {{0x01, 0x0e, 0xcf}, 3},  // PROFINET
    {{0x01, 0x15, 0x4e}, 3},  // IEC 62439
    {{0x03, 0x00, 0x00}, 3},  // NetBIOS, token ring
    {{0x09, 0x00}, 2},        // AppleTalk, ISO
    {{0xab, 0x00}, 2},        // DECnet
    {{0xcf, 0x00}, 2},        // loopback
};
constexpr MacGroup kIpMacGroups[] = {{{0x01, 0x00, 0x5e}, 3}, {{0x33, 0x33}, 2}};

// Of the first byte: the bit of groups and that of local addresses; and the first one, which in
// token ring says that a route follows.
constexpr std::uint8_t kMacBits = 0x83;

template <std::size_t kCount>
bool is_of(const MacGroup (&groups)[kCount], const Mac& address) {
  return std::any_of(std::begin(groups), std::end(groups), [&](const MacGroup& group) {
    return std::equal(group.first, group.first + group.bytes, address.begin());
  });
}

std::uint32_t mask_of(unsigned bits) {
  return bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
}

const Ipv4Range* find_range(std::uint32_t address) {
  const auto* const found = std::find_if(
      std::begin(kIpv4Ranges), std::end(kIpv4Ranges),
      [&](const Ipv4Range& range) { return (address & mask_of(range.bits)) == range.first; });
  return found == std::end(kIpv4Ranges) ? nullptr : found;
}

bool same_bits(const Ipv6& a, const Ipv6& b, unsigned bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  const auto mask = static_cast<std::uint8_t>(0xff00 >> bits % 8);
  return bits % 8 == 0 || ((a[whole] ^ b[whole]) & mask) == 0;
}

const Ipv6Range* find_range(const Ipv6& address) {
  const auto* const found = std::find_if(
      std::begin(kIpv6Ranges), std::end(kIpv6Ranges),
      [&](const Ipv6Range& range) { return same_bits(address, range.first, range.bits); });
  return found == std::end(kIpv6Ranges) ? nullptr : found;
}

const Inside* find_inside(const Ipv6& address) {
  const auto* const found =
      std::find_if(std::begin(kInside), std::end(kInside), [&](const Inside& inside) {
        return std::equal(address.begin(),
                          address.begin() + static_cast<std::ptrdiff_t>(inside.at),
                          inside.first.begin());
      });
  return found == std::end(kInside) ? nullptr : found;
}

// Numbers from `first` on in an order of chance.
std::vector<std::uint16_t> shuffled(const Key& key, std::string_view what, std::uint32_t first,
                                    std::uint32_t count) {
  std::vector<std::uint16_t> numbers(first + count);
  std::iota(numbers.begin(), numbers.end(), std::uint16_t{0});
  KeyedStream stream(key, Purpose::kNumber, what);
  for (std::uint32_t left = count; left > 1; --left) {
    std::swap(numbers[first + left - 1], numbers[first + stream.below(left)]);
  }
  return numbers;
}

std::vector<std::uint16_t> numbers_for(Treatment treatment, const Key& key, std::string_view what,
                                       std::uint32_t count) {
  if (treatment == Treatment::kKeep) return {};
  // 0 is no port and no VLAN: it stays.
  return treatment == Treatment::kZero ? std::vector<std::uint16_t>(count)
                                       : shuffled(key, what, 1, count - 1);
}

}  // namespace

Range range_of(std::uint32_t ipv4) {
  const Ipv4Range* const range = find_range(ipv4);
  return range == nullptr ? Range::kOther : range->range;
}

Range range_of(const Ipv6& address) {
  const Ipv6Range* const range = find_range(address);
  return range == nullptr ? Range::kOther : range->range;
}

Addresses::Addresses(const Key& key, const Policy& policy)
    : key_(key),
      policy_(policy),
      prefixes_(key),
      macs_(kKeptMacs),
      // 4095 is reserved: it stays.
      vlans_(numbers_for(policy.vlans, key, "vlan", 4095)),
      ports_(numbers_for(policy.ports, key, "port", 65536)) {}

std::uint32_t Addresses::ipv4(std::uint32_t address) {
  const Ipv4Range* const range = find_range(address);
  const Treatment treatment = this->treatment(range == nullptr ? Range::kOther : range->range);
  if (treatment == Treatment::kKeep) return address;
  const std::uint32_t pseudonym = prefixes_.ipv4(address);
  if (treatment != Treatment::kPrefix || range == nullptr) return pseudonym;
  const std::uint32_t mask = mask_of(range->bits);
  return (address & mask) | (pseudonym & ~mask);
}

void Addresses::replace(std::span<std::uint8_t> bytes, Purpose purpose) const {
  KeyedStream stream(key_, purpose, text_of(bytes));
  for (std::uint8_t& byte : bytes) byte = stream.next();
}

// Groups are what programs agree on. But some are made of an address: the solicited node's, RFC
// 4291, that of a host's name, RFC 4620, those of a network or of a rendezvous point, RFC 3306 and
// 3956.
Ipv6 Addresses::multicast(const Ipv6& address) const {
  constexpr Ipv6 kSolicited{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0xff};
  constexpr Ipv6 kNodeInformation{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0xff};
  Ipv6 group = address;
  if (same_bits(address, kSolicited, 104) || same_bits(address, kNodeInformation, 104))
    replace(std::span(group).last(3), Purpose::kGroup);
  if ((address[1] & 0x30) == 0x30) replace(std::span(group).last(12), Purpose::kGroup);
  return group;
}

Ipv6 Addresses::ipv6(const Ipv6& address) {
  const Ipv6Range* const range = find_range(address);
  const Treatment treatment = this->treatment(range == nullptr ? Range::kOther : range->range);
  if (range != nullptr && range->range == Range::kMulticast && treatment == Treatment::kKeep) {
    return multicast(address);
  }
  if (treatment == Treatment::kKeep) return address;
  Ipv6 pseudonym = prefixes_.ipv6(address);
  if (const Inside* const inside = find_inside(address)) {
    const auto at = static_cast<std::ptrdiff_t>(inside->at);
    std::copy_n(address.begin(), at, pseudonym.begin());
    const auto ipv4 = load<std::uint32_t>(address.data() + at, ByteOrder::kBig);
    store(pseudonym.data() + at, this->ipv4(ipv4), ByteOrder::kBig);
  } else if (treatment == Treatment::kPrefix && range != nullptr) {
    std::copy_n(address.begin(), range->kept / 8, pseudonym.begin());
  }
  return pseudonym;
}

Mac Addresses::mac(const Mac& address) {
  if (policy_.macs == MacTreatment::kKeep || address == Mac{}) return address;
  const std::uint64_t low = load<std::uint32_t>(address.data() + 2, ByteOrder::kBig);
  KnownMac& kept = macs_[static_cast<std::size_t>(low * 0x9e3779b1 >> 8) & (kKeptMacs - 1)];
  if (kept.known && kept.address == address) return kept.pseudonym;
  Mac pseudonym = address;
  const bool solicited = address[0] == 0x33 && address[1] == 0x33 && address[2] == 0xff;
  const bool keeps_groups = treatment(Range::kMulticast) == Treatment::kKeep;
  // A host's address with the bit of groups, as IEEE 802.11 marks some, or with that of routes has
  // the host's pseudonym.
  Mac host = address;
  host[0] &= 0x7e;
  KeyedStream stream(key_, Purpose::kMac, text_of(host));
  if (solicited || (!keeps_groups && is_of(kIpMacGroups, address))) {
    replace(std::span(pseudonym).last(3), Purpose::kGroup);
  } else if (is_of(kMacGroups, address) || is_of(kIpMacGroups, address)) {
    return address;
  } else if (policy_.macs == MacTreatment::kVendor) {
    for (std::uint8_t& byte : std::span(pseudonym).last(3)) byte = stream.next();
  } else {
    for (std::uint8_t& byte : pseudonym) byte = stream.next();
    pseudonym[0] = static_cast<std::uint8_t>((pseudonym[0] & ~kMacBits) | (address[0] & kMacBits));
  }
  kept = {address, pseudonym, true};
  return pseudonym;
}

void Addresses::hardware(std::span<std::uint8_t> address) const {
  if (policy_.macs == MacTreatment::kKeep) return;
  if (std::all_of(std::begin(address), std::end(address),
                  [](std::uint8_t byte) { return byte == 0; }))
    return;
  replace(address, Purpose::kHardware);
}

std::uint16_t Addresses::vlan(std::uint16_t number) const {
  return number < vlans_.size() ? vlans_[number] : number;
}

std::uint16_t Addresses::port(std::uint16_t number) const {
  return number < ports_.size() ? ports_[number] : number;
}

}  // namespace packetglass::anonymise
