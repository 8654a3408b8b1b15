// Addresses with a special purpose, RFC 6890.
#include "filter/special_addresses.h"

#include "base/bytes.h"

namespace packetglass {
namespace {

// Which flags a block has.
constexpr std::uint8_t kSource = 16, kDestination = 8, kForwardable = 4, kGlobal = 2,
                       kReserved = 1;
constexpr std::uint8_t kLocal = kSource | kDestination;
constexpr std::uint8_t kPrivate = kLocal | kForwardable;
constexpr std::uint8_t kEverywhere = kPrivate | kGlobal;

struct Ipv4Row {
  std::uint32_t address;
  unsigned bits;
  SpecialBlock block;
};

// THE TABLE, in IANA's order but that smaller blocks come first.
constexpr Ipv4Row kIpv4[] = {
    {0x00000000, 32, {"\"This host on this network\"", kSource | kReserved}},
    {0x00000000, 8, {"\"This network\"", kSource | kReserved}},
    {0x0a000000, 8, {"Private-Use", kPrivate}},
    {0x64400000, 10, {"Shared Address Space", kPrivate}},
    {0x7f000000, 8, {"Loopback", kReserved}},
    {0xa9fe0000, 16, {"Link Local", kLocal | kReserved}},
    {0xac100000, 12, {"Private-Use", kPrivate}},
    {0xc0000000, 29, {"IPv4 Service Continuity Prefix", kPrivate}},
    {0xc0000008, 32, {"IPv4 dummy address", kSource}},
    {0xc0000009, 32, {"Port Control Protocol Anycast", kEverywhere}},
    {0xc000000a, 32, {"Traversal Using Relays around NAT Anycast", kEverywhere}},
    {0xc00000aa, 31, {"NAT64/DNS64 Discovery", kReserved}},
    {0xc0000000, 24, {"IETF Protocol Assignments", 0}},
    {0xc0000200, 24, {"Documentation (TEST-NET-1)", 0}},
    {0xc01fc400, 24, {"AS112-v4", kEverywhere}},
    {0xc034c100, 24, {"AMT", kEverywhere}},
    {0xc0a80000, 16, {"Private-Use", kPrivate}},
    {0xc0af3000, 24, {"Direct Delegation AS112 Service", kEverywhere}},
    {0xc6120000, 15, {"Benchmarking", kPrivate}},
    {0xc6336400, 24, {"Documentation (TEST-NET-2)", 0}},
    {0xcb007100, 24, {"Documentation (TEST-NET-3)", 0}},
    {0xffffffff, 32, {"Limited Broadcast", kDestination | kReserved}},
    {0xf0000000, 4, {"Reserved", kReserved}},
};

struct Ipv6Row {
  std::uint64_t high, low;
  unsigned bits;
  SpecialBlock block;
};

constexpr Ipv6Row kIpv6[] = {
    {0, 1, 128, {"Loopback Address", kReserved}},
    {0, 0, 128, {"Unspecified Address", kSource | kReserved}},
    {0, 0xffff'0000'0000, 96, {"IPv4-mapped Address", kReserved}},
    {0x0064'ff9b'0000'0000, 0, 96, {"IPv4-IPv6 Translat.", kEverywhere}},
    {0x0064'ff9b'0001'0000, 0, 48, {"IPv4-IPv6 Translat.", kPrivate}},
    {0x0100'0000'0000'0000, 0, 64, {"Discard-Only Address Block", kPrivate}},
    {0x0100'0000'0000'0001, 0, 64, {"Dummy IPv6 Prefix", kSource}},
    {0x2001'0000'0000'0000, 0, 32, {"TEREDO", kPrivate}},
    {0x2001'0001'0000'0000, 1, 128, {"Port Control Protocol Anycast", kEverywhere}},
    {0x2001'0001'0000'0000, 2, 128, {"Traversal Using Relays around NAT Anycast", kEverywhere}},
    {0x2001'0001'0000'0000, 3, 128, {"DNS-SD Service Registration Protocol Anycast", kEverywhere}},
    {0x2001'0002'0000'0000, 0, 48, {"Benchmarking", kPrivate}},
    {0x2001'0003'0000'0000, 0, 32, {"AMT", kEverywhere}},
    {0x2001'0004'0112'0000, 0, 48, {"AS112-v6", kEverywhere}},
    {0x2001'0020'0000'0000, 0, 28, {"ORCHIDv2", kEverywhere}},
    {0x2001'0030'0000'0000,
     0,
     28,
     {"Drone Remote ID Protocol Entity Tags (DETs) Prefix", kEverywhere}},
    {0x2001'0000'0000'0000, 0, 23, {"IETF Protocol Assignments", 0}},
    {0x2001'0db8'0000'0000, 0, 32, {"Documentation", 0}},
    {0x2002'0000'0000'0000, 0, 16, {"6to4", kPrivate}},
    {0x2620'004f'8000'0000, 0, 48, {"Direct Delegation AS112 Service", kEverywhere}},
    {0x3fff'0000'0000'0000, 0, 20, {"Documentation", 0}},
    {0x5f00'0000'0000'0000, 0, 16, {"Segment Routing (SRv6) SIDs", kPrivate}},
    {0xfc00'0000'0000'0000, 0, 7, {"Unique-Local", kPrivate}},
    {0xfe80'0000'0000'0000, 0, 10, {"Link-Local Unicast", kLocal | kReserved}},
};

struct Ipv6Words {
  std::uint64_t high = 0, low = 0;
};

Ipv6Words words_of(const FilterValue& address) {
  if (address.text.size() < 16) return {};
  const auto* const at = reinterpret_cast<const std::uint8_t*>(address.text.data());
  return {load<std::uint64_t>(at, ByteOrder::kBig), load<std::uint64_t>(at + 8, ByteOrder::kBig)};
}

// Whether the first `bits`, 1 to 64, are the same.
bool begins(std::uint64_t a, std::uint64_t b, unsigned bits) {
  return bits == 0 || (a ^ b) >> (64 - bits) == 0;
}

bool is_in(const Ipv6Words& address, const Ipv6Row& row) {
  const unsigned high = row.bits < 64 ? row.bits : 64;
  return begins(address.high, row.high, high) && begins(address.low, row.low, row.bits - high);
}

bool is_in_ipv4(ValueType type, const FilterValue& address, std::uint32_t block, unsigned bits) {
  const auto number = static_cast<std::uint32_t>(address.number);
  return type == ValueType::kIpv4 && (number ^ block) >> (32 - bits) == 0;
}

bool is_in_ipv6(ValueType type, const FilterValue& address, std::uint64_t block, unsigned bits) {
  return type == ValueType::kIpv6 && begins(words_of(address).high, block, bits);
}

}  // namespace

const SpecialBlock* special_block(ValueType type, const FilterValue& address) {
  if (type == ValueType::kIpv4) {
    for (const Ipv4Row& row : kIpv4) {
      if (is_in_ipv4(type, address, row.address, row.bits)) return &row.block;
    }
    return nullptr;
  }
  const Ipv6Words words = words_of(address);
  for (const Ipv6Row& row : kIpv6) {
    if (is_in(words, row)) return &row.block;
  }
  return nullptr;
}

bool is_link_local(ValueType type, const FilterValue& address) {
  return is_in_ipv4(type, address, 0xa9fe0000, 16) ||
         is_in_ipv6(type, address, 0xfe80'0000'0000'0000, 10);
}

bool is_multicast(ValueType type, const FilterValue& address) {
  return is_in_ipv4(type, address, 0xe0000000, 4) ||
         is_in_ipv6(type, address, 0xff00'0000'0000'0000, 8);
}

bool is_private(ValueType type, const FilterValue& address) {
  return is_in_ipv4(type, address, 0x0a000000, 8) || is_in_ipv4(type, address, 0xac100000, 12) ||
         is_in_ipv4(type, address, 0xc0a80000, 16);
}

bool is_unique_local(ValueType type, const FilterValue& address) {
  return is_in_ipv6(type, address, 0xfc00'0000'0000'0000, 7);
}

}  // namespace packetglass
