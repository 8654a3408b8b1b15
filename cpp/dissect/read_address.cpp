// Addresses as text: RFC 4291, section 2.2, for those of IPv6.
#include "dissect/read_address.h"

#include <algorithm>

#include "base/ascii.h"

namespace packetglass {
namespace {

// Takes a number from the front of a text: one to `digits` digits of this base.
std::optional<unsigned> take_number(std::string_view& text, unsigned base, std::size_t digits) {
  unsigned number = 0;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    const char c = text[size];
    const char low = static_cast<char>(c | 0x20);
    const bool hex = base == 16 && low >= 'a' && low <= 'f';
    if (!hex && (c < '0' || c > '9')) break;
    if (size == digits) return std::nullopt;
    number = number * base + static_cast<unsigned>(hex ? low - 'a' + 10 : c - '0');
  }
  if (size == 0) return std::nullopt;
  text.remove_prefix(size);
  return number;
}

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

// All of the text, as four bytes.
bool read_ipv4(std::string_view text, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    if (i != 0 && !take(text, ".")) return false;
    const auto number = take_number(text, 10, 3);
    if (!number || *number > 255) return false;
    out[i] = static_cast<std::uint8_t>(*number);
  }
  return text.empty();
}

// The groups read so far; `gap` is where "::" stands.
struct Groups {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 0;
  std::optional<std::size_t> gap;
};

// One group, or at the end four numbers as those of IPv4.
bool take_group(std::string_view& text, Groups& groups) {
  const std::size_t end = text.find(':');
  if (end == std::string_view::npos && text.find('.') != std::string_view::npos) {
    if (groups.size > 12 || !read_ipv4(text, &groups.bytes[groups.size])) return false;
    groups.size += 4;
    text = {};
    return true;
  }
  const auto number = take_number(text, 16, 4);
  if (!number || groups.size == 16) return false;
  groups.bytes[groups.size++] = static_cast<std::uint8_t>(*number >> 8);
  groups.bytes[groups.size++] = static_cast<std::uint8_t>(*number);
  return true;
}

bool take_groups(std::string_view text, Groups& groups) {
  if (take(text, "::")) groups.gap = 0;
  while (!text.empty()) {
    if (!take_group(text, groups)) return false;
    if (text.empty()) break;
    if (take(text, "::")) {
      if (groups.gap) return false;
      groups.gap = groups.size;
    } else if (!take(text, ":") || text.empty()) {
      return false;
    }
  }
  return groups.gap ? groups.size <= 14 : groups.size == 16;
}

bool read_ipv6(std::string_view text, std::uint8_t* out) {
  Groups groups;
  if (!take_groups(text, groups)) return false;
  const std::size_t front = groups.gap.value_or(groups.size), back = groups.size - front;
  std::copy_n(groups.bytes.begin(), front, out);
  std::copy_n(groups.bytes.begin() + static_cast<std::ptrdiff_t>(front), back, out + 16 - back);
  return true;
}

}  // namespace

std::optional<Address> read_ip_address(std::string_view text) {
  Address address;
  if (read_ipv4(text, address.bytes.data())) {
    address.kind = Address::Kind::kIpv4;
    return address;
  }
  address = {};
  if (!read_ipv6(text, address.bytes.data())) return std::nullopt;
  address.kind = Address::Kind::kIpv6;
  return address;
}

std::optional<Address> read_mac_address(std::string_view text) {
  constexpr std::size_t kBytes = 6, kLength = 3 * kBytes - 1;
  if (text.size() != kLength) return std::nullopt;
  Address address;
  address.kind = Address::Kind::kMac;
  for (std::size_t i = 0; i < kBytes; ++i) {
    const int high = hex_digit(text[3 * i]), low = hex_digit(text[3 * i + 1]);
    const char behind = i + 1 < kBytes ? text[3 * i + 2] : ':';
    if (high < 0 || low < 0 || (behind != ':' && behind != '-')) return std::nullopt;
    address.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return address;
}

}  // namespace packetglass
