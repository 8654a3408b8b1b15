// Addresses as text: RFC 5952 for IPv6.
#include "dissect/address.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::size_t kWords = 8;

unsigned word_at(const std::uint8_t* at, std::size_t i) {
  return load<std::uint16_t>(at + 2 * i, ByteOrder::kBig);
}

struct Run {
  std::size_t begin = 0, size = 0;
};

// The longest run of zero words, the first of equal ones.
Run longest_zeros(const std::uint8_t* at) {
  Run longest;
  for (std::size_t i = 0; i < kWords; ++i) {
    std::size_t end = i;
    while (end < kWords && word_at(at, end) == 0) ++end;
    if (end - i > longest.size) longest = {i, end - i};
    i = std::max(i, end);
  }
  return longest;
}

// An IPv4 address within: mapped (RFC 4291, 2.5.5.2) or compatible (2.5.5.1).
bool has_ipv4(const std::uint8_t* at, Run zeros) {
  if (zeros.begin != 0) return false;
  return zeros.size == 6 || (zeros.size == 5 && word_at(at, 5) == 0xffff);
}

}  // namespace

std::string mac_text(const std::uint8_t* at) {
  return format_text("%02x:%02x:%02x:%02x:%02x:%02x", at[0], at[1], at[2], at[3], at[4], at[5]);
}

Address address_of(Address::Kind kind, const AddressWords& words) {
  Address address;
  address.kind = kind;
  store(address.bytes.data(), words[0], ByteOrder::kBig);
  store(address.bytes.data() + 8, words[1], ByteOrder::kBig);
  return address;
}

Address mac_address(std::uint64_t number) {
  Address address;
  address.kind = Address::Kind::kMac;
  store(address.bytes.data(), number << 16, ByteOrder::kBig);
  return address;
}

std::string ipv4_text(const std::uint8_t* at) {
  return format_text("%u.%u.%u.%u", at[0], at[1], at[2], at[3]);
}

std::string ipv6_text(const std::uint8_t* at) {
  const Run zeros = longest_zeros(at);
  const std::size_t words = has_ipv4(at, zeros) ? 6 : kWords;
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (zeros.size > 1 && i == zeros.begin) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    if (i != 0 && text.back() != ':') text += ':';
    text += format_text("%x", word_at(at, i));
  }
  if (words == kWords) return text;
  if (text.back() != ':') text += ':';
  return text + ipv4_text(at + 12);
}

std::string to_text(const Address& address) {
  switch (address.kind) {
    case Address::Kind::kMac:
      return mac_text(address.bytes.data());
    case Address::Kind::kIpv4:
      return ipv4_text(address.bytes.data());
    case Address::Kind::kIpv6:
      return ipv6_text(address.bytes.data());
    default:
      return {};
  }
}

}  // namespace packetglass
