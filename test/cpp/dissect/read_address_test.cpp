// IP addresses as text: read, and written again.
#include "dissect/read_address.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

std::string again(std::string_view text) {
  const auto address = read_ip_address(text);
  return address ? to_text(*address) : "none";
}

TEST(ReadAddress, TakesBothVersions) {
  EXPECT_EQ(again("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(again("255.255.255.255"), "255.255.255.255");
  EXPECT_EQ(again("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(again("2001:0DB8:0:0:0:0:0:1"), "2001:db8::1");
  EXPECT_EQ(again("::"), "::");
  EXPECT_EQ(again("::1"), "::1");
  EXPECT_EQ(again("fe80::"), "fe80::");
  EXPECT_EQ(again("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");
  EXPECT_EQ(read_ip_address("64:ff9b::192.0.2.33"), read_ip_address("64:ff9b::c000:221"));
}

TEST(ReadAddress, TakesNothingElse) {
  for (const char* text : {"",
                           "1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.256",
                           "1.2.3.0004",
                           "1.2.3.4 ",
                           "a.b.c.d",
                           ":",
                           ":1",
                           "1:",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1::2::3",
                           ":::",
                           "1:2:3:4:5:6:7:8::",
                           "12345::",
                           "::g",
                           "::1.2.3",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "example.com",
                           "fe80::1%eth0",
                           "2001:db8::/32"}) {
    EXPECT_EQ(again(text), "none") << text;
  }
}

TEST(ReadAddress, TakesWhatIsWritten) {
  Address address;
  address.kind = Address::Kind::kIpv6;
  std::uint32_t dice = 1;
  for (int round = 0; round < 2000; ++round) {
    for (auto& byte : address.bytes) {
      dice = dice * 1664525 + 1013904223;
      byte = dice >> 30 == 0 ? static_cast<std::uint8_t>(dice >> 16) : std::uint8_t{0};
    }
    EXPECT_EQ(read_ip_address(to_text(address)), address) << to_text(address);
  }
}

TEST(ReadAddress, TakesMacAddressesAndNothingElse) {
  const auto read = [](std::string_view text) {
    const auto address = read_mac_address(text);
    return address ? to_text(*address) : "none";
  };
  EXPECT_EQ(read("02:00:5e:10:00:Ff"), "02:00:5e:10:00:ff");
  EXPECT_EQ(read("02-00-5E-10-00-01"), "02:00:5e:10:00:01");
  for (const auto* text : {"", "02:00:5e:10:00", "02:00:5e:10:00:01:02", "2:0:5e:10:0:1",
                           "02:00:5e:10:00:0g", "02.00.5e.10.00.01", "02005e100001"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
}

}  // namespace
}  // namespace packetglass
