// An address of any kind that the columns and flows know.
#pragma once

#include <array>
#include <cstring>
#include <string>

#include "base/bytes.h"

namespace packetglass {

struct Address {
  enum class Kind : std::uint8_t { kNone, kMac, kIpv4, kIpv6 };

  Kind kind = Kind::kNone;
  std::array<std::uint8_t, 16> bytes{};  // in network byte order, zeros behind the address

  bool operator==(const Address&) const = default;
  bool operator<(const Address& other) const {
    if (kind != other.kind) return kind < other.kind;
    return std::memcmp(bytes.data(), other.bytes.data(), bytes.size()) < 0;
  }

  // Bytes of an address of this kind: 0, 6, 4, 16.
  static constexpr std::size_t size_of(Kind kind) {
    constexpr std::size_t kSizes[] = {0, 6, 4, 16};
    return kSizes[static_cast<std::size_t>(kind)];
  }
  std::size_t size() const { return size_of(kind); }
  bool is_ip() const { return kind == Kind::kIpv4 || kind == Kind::kIpv6; }

  // From the size_of(kind) bytes at `at`.
  static Address load(Kind kind, const std::uint8_t* at) {
    Address address;
    address.kind = kind;
    std::memcpy(address.bytes.data(), at, size_of(kind));
    return address;
  }
};

// As many as its kind has; valid as long as the address.
inline Bytes bytes_of(const Address& address) {
  return Bytes(address.bytes).first(address.size());
}

// An address as keys have it: two numbers; and back.
using AddressWords = std::array<std::uint64_t, 2>;

inline AddressWords words_of(const Address& address) {
  return {load<std::uint64_t>(address.bytes.data(), ByteOrder::kBig),
          load<std::uint64_t>(address.bytes.data() + 8, ByteOrder::kBig)};
}
Address address_of(Address::Kind kind, const AddressWords& words);

// The 48 bits of a MAC address as a number, and back.
inline std::uint64_t mac_number(const std::uint8_t* six_bytes) {
  return std::uint64_t{load<std::uint16_t>(six_bytes, ByteOrder::kBig)} << 32 |
         load<std::uint32_t>(six_bytes + 2, ByteOrder::kBig);
}
Address mac_address(std::uint64_t number);

// "00:11:22:33:44:55", "192.0.2.1", "2001:db8::1" (RFC 5952); empty for no address.
std::string to_text(const Address& address);

std::string mac_text(const std::uint8_t* six_bytes);
std::string ipv4_text(const std::uint8_t* four_bytes);
std::string ipv6_text(const std::uint8_t* sixteen_bytes);

}  // namespace packetglass
