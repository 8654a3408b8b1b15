// Addresses as text: what the C library writes, everywhere.
#include "dissect/address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace packetglass {
namespace {

std::string by_the_library(const std::array<std::uint8_t, 16>& bytes) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

// Each of the eight words is one of these.
constexpr std::uint16_t kWords[] = {0, 1, 0xffff};

TEST(Address, WritesIpv6AddressesWithZerosAnywhere) {
  constexpr unsigned kAll = 6561;  // 3^8
  for (unsigned choice = 0; choice < kAll; ++choice) {
    std::array<std::uint8_t, 16> bytes{};
    for (unsigned i = 0, left = choice; i < 8; ++i, left /= 3) {
      bytes[2 * i] = static_cast<std::uint8_t>(kWords[left % 3] >> 8);
      bytes[2 * i + 1] = static_cast<std::uint8_t>(kWords[left % 3]);
    }
    ASSERT_EQ(ipv6_text(bytes.data()), by_the_library(bytes));
  }
}

TEST(Address, WritesWordsInTheFewestDigits) {
  const std::array<std::uint8_t, 16> bytes{0x20, 0x01, 0x0d, 0xb8, 0, 0x0a, 0, 0,
                                           0,    0,    0,    0,    0, 0,    0, 1};
  EXPECT_EQ(ipv6_text(bytes.data()), "2001:db8:a::1");
}

}  // namespace
}  // namespace packetglass
