#include "edit/anonymise/addresses.h"

#include <gtest/gtest.h>

#include <set>

#include "support/anonymising.h"

namespace packetglass::anonymise {
namespace {

const Policy kDefault;

TEST(Addresses, KeepsWhatSaysWhatAnAddressIsFor) {
  Addresses addresses(test::kSampleKey, kDefault);
  for (const std::uint32_t address :
       {0x7f000001U, 0xe0000001U, 0xffffffffU, 0x00000000U, 0xc0000201U, 0xcb007107U}) {
    EXPECT_EQ(addresses.ipv4(address), address);
  }
  EXPECT_NE(addresses.ipv4(0x08080808), 0x08080808U);
}

TEST(Addresses, StayInTheirRangeWhereThePolicySaysPrefix) {
  Addresses addresses(test::kSampleKey, kDefault);
  const std::uint32_t ten = addresses.ipv4(0x0a010203), class_c = addresses.ipv4(0xc0a80107);
  EXPECT_EQ(ten >> 24, 0x0aU);
  EXPECT_NE(ten, 0x0a010203U);
  EXPECT_EQ(class_c >> 16, 0xc0a8U);
  EXPECT_NE(class_c, 0xc0a80107U);
}

TEST(Addresses, KeepsPrivateOnesWhereThePolicySaysSo) {
  Policy policy;
  EXPECT_EQ(set(policy, "addresses.private", "keep"), "");
  Addresses addresses(test::kSampleKey, policy);
  EXPECT_EQ(addresses.ipv4(0x0a010203), 0x0a010203U);
  EXPECT_NE(addresses.ipv4(0xa9fe0102), 0xa9fe0102U);
}

TEST(Addresses, GivesOfALinkLocalAddressTheInterfaceAPseudonym) {
  Addresses addresses(test::kSampleKey, kDefault);
  const Ipv6 local{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x02, 0x11, 0x22, 0xff, 0xfe, 0x33, 0x44, 0x55};
  const Ipv6 pseudonym = addresses.ipv6(local);
  EXPECT_TRUE(std::equal(pseudonym.begin(), pseudonym.begin() + 8, local.begin()));
  EXPECT_FALSE(std::equal(pseudonym.begin() + 8, pseudonym.end(), local.begin() + 8));
}

TEST(Addresses, HaveThePseudonymOfTheAddressOfIpv4ThatIsInsideOne) {
  Addresses addresses(test::kSampleKey, kDefault);
  const Ipv6 mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 8, 8, 4, 4};
  const Ipv6 pseudonym = addresses.ipv6(mapped);
  EXPECT_TRUE(std::equal(pseudonym.begin(), pseudonym.begin() + 12, mapped.begin()));
  EXPECT_EQ(load<std::uint32_t>(pseudonym.data() + 12, ByteOrder::kBig),
            addresses.ipv4(0x08080404));
}

TEST(Addresses, HideTheAddressThatASolicitedNodesGroupIsMadeOf) {
  Addresses addresses(test::kSampleKey, kDefault);
  const Ipv6 group{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0x33, 0x44, 0x55};
  const Mac mac{0x33, 0x33, 0xff, 0x33, 0x44, 0x55};
  const Ipv6 changed = addresses.ipv6(group);
  const Mac changed_mac = addresses.mac(mac);
  EXPECT_TRUE(std::equal(changed.begin(), changed.begin() + 13, group.begin()));
  EXPECT_NE(changed, group);
  EXPECT_TRUE(std::equal(changed.begin() + 12, changed.end(), changed_mac.begin() + 2));
}

TEST(Addresses, KeepGroupsAndTheKindOfAMacAddress) {
  Addresses addresses(test::kSampleKey, kDefault);
  const Mac broadcast{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, group{1, 0, 0x5e, 0, 0, 0xfb};
  EXPECT_EQ(addresses.mac(broadcast), broadcast);
  EXPECT_EQ(addresses.mac(group), group);
  for (std::uint8_t i = 0; i < 100; ++i) {
    const Mac vendors{0x00, 0x1b, 0x21, 1, 2, i}, local{0x02, 0, 0, 1, 2, i};
    ASSERT_EQ(addresses.mac(vendors)[0] & 3, 0);
    ASSERT_EQ(addresses.mac(local)[0] & 3, 2);
    ASSERT_NE(addresses.mac(vendors), vendors);
  }
}

// IEEE 802.11 sets the bit of groups in the address of a host.
TEST(Addresses, GiveAHostThatIsMarkedAsAGroupThePseudonymOfTheHost) {
  Addresses addresses(test::kSampleKey, kDefault);
  const Mac host{0x00, 0x1b, 0x21, 1, 2, 3}, marked{0x01, 0x1b, 0x21, 1, 2, 3};
  Mac expected = addresses.mac(host);
  expected[0] |= 1;
  EXPECT_EQ(addresses.mac(marked), expected);
}

// A route stands behind an address of token ring with the first bit set, RFC 1042: without it all
// that follows would be something else.
TEST(Addresses, KeepTheBitThatTokenRingHasForRoutes) {
  Addresses addresses(test::kSampleKey, kDefault);
  for (unsigned first = 0; first < 256; ++first) {
    const Mac mac{static_cast<std::uint8_t>(first), 0x11, 0x22, 0x33, 0x44, 0x55};
    Mac routed = mac;
    routed[0] ^= 0x80;
    Mac expected = addresses.mac(mac);
    expected[0] ^= 0x80;
    EXPECT_EQ(addresses.mac(mac)[0] & 0x80, first & 0x80U) << first;
    EXPECT_EQ(addresses.mac(routed), expected) << first;
  }
}

TEST(Addresses, ChangeGroupsOfMacsWhereGroupsOfIpChange) {
  Policy policy;
  EXPECT_EQ(set(policy, "addresses.multicast", "pseudonym"), "");
  Addresses addresses(test::kSampleKey, policy);
  const Mac ipv4{1, 0, 0x5e, 1, 2, 3}, ipv6{0x33, 0x33, 0, 1, 2, 3}, cisco{1, 0, 0xc, 1, 2, 3};
  EXPECT_NE(addresses.mac(ipv4), ipv4);
  EXPECT_NE(addresses.mac(ipv6), ipv6);
  EXPECT_EQ(addresses.mac(cisco), cisco);
}

TEST(Addresses, KeepTheVendorOfAMacAddressWhereThePolicySaysSo) {
  Policy policy;
  EXPECT_EQ(set(policy, "macs", "vendor"), "");
  Addresses addresses(test::kSampleKey, policy);
  const Mac mac{0x00, 0x1b, 0x21, 1, 2, 3};
  const Mac pseudonym = addresses.mac(mac);
  EXPECT_TRUE(std::equal(pseudonym.begin(), pseudonym.begin() + 3, mac.begin()));
  EXPECT_NE(pseudonym, mac);
}

TEST(Addresses, GiveEachPortAndVlanAnotherNumberWhereThePolicySaysSo) {
  Policy policy;
  EXPECT_EQ(set(policy, "ports", "pseudonym"), "");
  EXPECT_EQ(set(policy, "vlans", "pseudonym"), "");
  const Addresses addresses(test::kSampleKey, policy);
  std::set<std::uint16_t> ports, vlans;
  for (std::uint32_t i = 0; i < 65536; ++i) ports.insert(addresses.port(std::uint16_t(i)));
  for (std::uint16_t i = 0; i < 4096; ++i) vlans.insert(addresses.vlan(i));
  EXPECT_EQ(ports.size(), 65536U);
  EXPECT_EQ(vlans.size(), 4096U);
  EXPECT_EQ(addresses.port(0), 0);
  EXPECT_EQ(addresses.vlan(4095), 4095);
  EXPECT_NE(addresses.port(443), 443);
}

}  // namespace
}  // namespace packetglass::anonymise
