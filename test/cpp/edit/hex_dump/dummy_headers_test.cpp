// Dummy headers are those that text2pcap 4.0 makes up, byte for byte.
#include "edit/hex_dump/dummy_headers.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace packetglass {
namespace {

std::string wrapped(const DummyHeaders& headers, LinkType link_type = kLinkTypeEthernet) {
  DummyHeaderMaker maker(headers, link_type, false);
  const auto packet = maker.wrap(bytes_of("ABC"), Direction::kUnknown);
  return packet ? hex_text(*packet) : packet.error().message;
}

const std::string kEthernet =
    "20524543560020"
    "53454e4400";
const std::string kZeros(64, '0');

std::string padded(const std::string& hex) {
  return hex + kZeros.substr(0, 120 - hex.size());
}

TEST(DummyHeaders, AreThoseOfText2pcap) {
  EXPECT_EQ(wrapped({.ether_type = 0x806}), (kEthernet + "0806414243" + std::string(86, '0')));
  EXPECT_EQ(wrapped({.ether_type = {}, .ip_protocol = 46}),
            padded(kEthernet + "0800450000171234"
                               "0000ff2e927f0a0101010a020202414243"));
  EXPECT_EQ(
      wrapped({.ether_type = {}, .ip_protocol = {}, .transport = DummyUdp{{1000, 69}}}),
      padded(kEthernet + "08004500001f12340000ff1192940a0101010a02020203e80045000b6063414243"));
  EXPECT_EQ(
      wrapped({.ether_type = {}, .ip_protocol = {}, .transport = DummyTcp{{50, 60}}}),
      padded(kEthernet + "08004500002b12340000ff0692930a0101010a0202020032003c00000000000000005"
                         "0002000f42b0000414243"));
  EXPECT_EQ(wrapped({.ether_type = {}, .ip_protocol = {}, .transport = DummySctp{{30, 40}, 34}}),
            padded(kEthernet + "08004500002312340000ff84921d0a0101010a020202001e0028000000227711"
                               "2f9c"
                               "414243"));
  EXPECT_EQ(
      wrapped({.ether_type = {}, .ip_protocol = {}, .transport = DummySctpData{{30, 40}, 34}}),
      kEthernet +
          "08004500003412340000ff84920c0a0101010a020202001e0028000000000dcbb269"
          "00030013000000000000000000000022"
          "41424300");
}

TEST(DummyHeaders, HaveOtherAddresses) {
  DummyHeaders headers{.ether_type = {}, .ip_protocol = {}, .transport = DummyUdp{{1, 2}}};
  headers.addresses = Ipv4Pair{{1, 2, 3, 4}, {5, 6, 7, 8}};
  EXPECT_EQ(wrapped(headers, 101),
            "4500001f12340000ff119986010203040506070800010002000b6b7f414243");
  Ipv6Pair pair{};
  pair.source[15] = 1;
  pair.destination = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
  headers.addresses = pair;
  EXPECT_EQ(wrapped(headers, 101),
            "60000000000b11200000000000000000000000000000000120010db8000000000000000000000002"
            "00010002000b4dd7414243");
}

TEST(DummyHeaders, CountWhatTcpAndSctpSent) {
  DummyHeaderMaker maker({.ether_type = {}, .ip_protocol = {}, .transport = DummyTcp{{1, 2}}}, 101,
                         true);
  const auto sequences = [&](std::string_view text, Direction direction) {
    const auto packet = maker.wrap(bytes_of(text), direction);
    // Source port, sequence number, acknowledgment number, flags.
    return hex_text(Bytes(*packet).subspan(20, 2)) + hex_text(Bytes(*packet).subspan(24, 10));
  };
  EXPECT_EQ(sequences("ABC", Direction::kInbound),
            "0001"
            "00000000"
            "00000000"
            "5010");
  EXPECT_EQ(sequences("DE", Direction::kOutbound),
            "0002"
            "00000000"
            "00000003"
            "5010");
  EXPECT_EQ(sequences("F", Direction::kInbound),
            "0001"
            "00000003"
            "00000002"
            "5010");
  EXPECT_EQ(sequences("G", Direction::kOutbound),
            "0002"
            "00000002"
            "00000004"
            "5010");
}

TEST(DummyHeaders, AreRefusedWhereTheLinkTypeHasNone) {
  const DummyHeaders udp{.ether_type = {}, .ip_protocol = 17};
  EXPECT_EQ(DummyHeaderMaker::refuse(udp, 1), "");
  EXPECT_EQ(DummyHeaderMaker::refuse(udp, 228), "");
  EXPECT_EQ(DummyHeaderMaker::refuse(udp, 229),
            "Packets of the link type IPV6 do not begin with a header of IPv4.");
  EXPECT_EQ(DummyHeaderMaker::refuse({.ether_type = 1}, 101),
            "Packets of the link type RAW have no header of Ethernet.");
  EXPECT_EQ(DummyHeaderMaker::refuse({}, 105), "");
}

}  // namespace
}  // namespace packetglass
