// Packets that are built are those of test/captures/edit/built-packets.txt, which tshark reads
// without a complaint, its checks of checksums switched on: test/captures/README.md says how.
#include "edit/build/build_packet.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "base/internet_checksum.h"
#include "base/text.h"
#include "edit/build/dns_message.h"
#include "edit/build/tcp_options.h"
#include "support/captures.h"

namespace packetglass::build {
namespace {

constexpr MacAddress kHere{2, 0, 0, 0, 0, 1};
constexpr MacAddress kThere{2, 0, 0, 0, 0, 2};
constexpr Ipv4Address kHere4{192, 0, 2, 1};
constexpr Ipv4Address kThere4{198, 51, 100, 2};
constexpr Ipv6Address kHere6{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
constexpr Ipv6Address kThere6{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};

using Layers = std::vector<AnyLayer>;

Payload text(std::string_view words) {
  return {{words.begin(), words.end()}};
}

Ethernet ethernet() {
  return {.destination = kThere, .source = kHere, .type = {}};
}
Ipv4 ipv4() {
  Ipv4 ip;
  ip.source = kHere4;
  ip.destination = kThere4;
  return ip;
}
Ipv6 ipv6() {
  Ipv6 ip;
  ip.source = kHere6;
  ip.destination = kThere6;
  return ip;
}

Tcp syn() {
  Tcp tcp{.source = 49152, .destination = 80, .sequence = 0x01020304};
  tcp.flags = kSyn | kEce | kCwr;
  tcp.window = 64240;
  tcp.options =
      TcpOptions().mss(1460).sack_permitted().timestamps(123456, 0).nop().window_scale(7).octets();
  return tcp;
}

Tcp acknowledgment() {
  Tcp tcp{.source = 80, .destination = 49152, .sequence = 1, .acknowledgment = 0x01020305};
  tcp.flags = kAck | kPush | kUrgent;
  tcp.urgent_pointer = 3;
  tcp.options = TcpOptions().nop().nop().sack({{100, 200}, {300, 400}}).octets();
  return tcp;
}

Dns query() {
  return {.id = 0x1234, .questions = {{.name = "www.example.com", .type = 28}}};
}

Dns response() {
  Dns dns{.id = 0x1234, .flags = 0x8180, .questions = {{.name = "www.example.com", .type = 28}}};
  dns.answers.push_back({.name = "www.example.com", .type = 5, .time_to_live = 300});
  dns.answers[0].data = *dns_name("web.example.com.");
  dns.answers.push_back({.name = "web.example.com", .type = 28, .time_to_live = 60});
  dns.answers[1].data.assign(kThere6.begin(), kThere6.end());
  dns.authorities.push_back({.name = "example.com", .type = 2, .time_to_live = 3600});
  dns.authorities[0].data = *dns_name("ns.example.com");
  dns.additionals.push_back({.name = "ns.example.com", .time_to_live = 3600});
  dns.additionals[0].data.assign(kThere4.begin(), kThere4.end());
  return dns;
}

Ipv4 with_router_alert() {
  Ipv4 ip = ipv4();
  ip.traffic_class = 0xb8;
  ip.identification = 0xbeef;
  ip.dont_fragment = true;
  ip.time_to_live = 1;
  ip.options = {0x94, 0x04, 0x00, 0x00, 0x01};
  return ip;
}

Ipv6 with_flow_label() {
  Ipv6 ip = ipv6();
  ip.traffic_class = 0x28;
  ip.flow_label = 0xabcde;
  ip.hop_limit = 255;
  return ip;
}

const std::map<std::string, Layers> kPackets{
    {"udp-odd", {ethernet(), ipv4(), Udp{1000, 9}, text("odd")}},
    {"udp-even", {ethernet(), ipv4(), Udp{1000, 9}, text("even")}},
    {"udp-empty", {ethernet(), ipv4(), Udp{1000, 9}}},
    {"udp-padded", {Ethernet{kThere, kHere, {}, true}, ipv4(), Udp{1000, 9}, text("short")}},
    {"udp-ipv6-odd", {ethernet(), ipv6(), Udp{1000, 9}, text("odd")}},
    {"tcp-syn", {ethernet(), with_router_alert(), syn()}},
    {"tcp-sack", {ethernet(), with_flow_label(), acknowledgment(), text("a byte and some")}},
    {"vlan-twice",
     {Ethernet{kThere, kHere, 0x88a8}, Vlan{100, 5, true, {}}, Vlan{4095, 0, false, {}}, ipv4(),
      Udp{1, 9}, text("!")}},
    {"icmp-echo", {ethernet(), ipv4(), Icmp{.rest = 0x00010002}, text("abcdefg")}},
    {"icmpv6-echo", {ethernet(), ipv6(), Icmpv6{.rest = 0x00010002}, text("abcdefg")}},
    {"dns-query", {ethernet(), ipv4(), Udp{40000, 53}, query()}},
    {"dns-response", {ethernet(), ipv6(), Udp{53, 40000}, response()}},
    {"ip-in-ip", {ethernet(), ipv4(), ipv6(), ipv4(), Udp{1, 9}, text("deep")}},
    {"sctp-data",
     {ethernet(), ipv4(), Sctp{5000, 5001, 0xcafe}, SctpData{3, 7, 1, 2, 46}, text("odd")}},
};

std::map<std::string, std::string> golden() {
  std::ifstream file(test::captures() / "edit/built-packets.txt");
  std::map<std::string, std::string> packets;
  for (std::string name, hex; file >> name >> hex;) packets[name] = hex;
  return packets;
}

TEST(BuildPacket, BuildsWhatTsharkReads) {
  const auto packets = golden();
  EXPECT_EQ(packets.size(), kPackets.size());
  for (const auto& [name, layers] : kPackets) {
    const auto built = build_packet(layers);
    ASSERT_TRUE(built) << name;
    const auto found = packets.find(name);
    EXPECT_EQ(hex_text(*built), found == packets.end() ? "" : found->second) << name;
  }
}

std::string refusal(const Layers& layers) {
  const auto built = build_packet(layers);
  return built ? "built" : built.error().message;
}

TEST(BuildPacket, SaysWhatDoesNotFit) {
  const Payload large{Octets(65'536)};
  EXPECT_EQ(refusal({ipv4(), large}),
            "What is in IPv4 is more than the 65535 bytes that it can say.");
  EXPECT_EQ(refusal({Udp{1, 2}, large}),
            "What is in UDP is more than the 65535 bytes that it can say.");
  EXPECT_EQ(refusal({ipv6(), large}),
            "What is in IPv6 is more than the 65535 bytes that it can say.");
  Tcp tcp;
  tcp.options.resize(41);
  EXPECT_EQ(refusal({tcp}), "41 bytes of options of TCP are more than 40.");
  EXPECT_EQ(refusal({Vlan{4096, 0, false, {}}}), "4096 is no VLAN ID, which has 12 bits.");
  Ipv6 ip = ipv6();
  ip.flow_label = 1 << 20;
  EXPECT_EQ(refusal({ip}), "1048576 is no flow label, which has 20 bits.");
  Ipv4 fragment = ipv4();
  fragment.fragment_offset = 0x2000;
  EXPECT_EQ(refusal({fragment}), "8192 is no fragment offset, which has 13 bits.");
}

TEST(BuildPacket, WritesWhatIsSetRightOrWrong) {
  Ipv4 ip = ipv4();
  ip.length = 7;
  ip.checksum = 0x1234;
  ip.protocol = 99;
  const auto built = build_packet(Layers{ip, Udp{1, 2, 3, 0x4567}});
  ASSERT_TRUE(built);
  EXPECT_EQ(hex_text(*built), "450000070000000040631234c0000201c63364020001000200034567");
}

TEST(BuildPacket, SendsAUdpChecksumOfZeroAsAllOnes) {
  // A payload of its own checksum brings the sum to zero.
  const auto with_zeros = build_packet(Layers{ipv4(), Udp{1, 2}, Payload{{0, 0}}});
  ASSERT_TRUE(with_zeros);
  const Octets checksum{(*with_zeros)[26], (*with_zeros)[27]};
  const auto built = build_packet(Layers{ipv4(), Udp{1, 2}, Payload{checksum}});
  ASSERT_TRUE(built);
  EXPECT_EQ((*built)[26], 0xff);
  EXPECT_EQ((*built)[27], 0xff);
}

TEST(BuildPacket, WithoutIpHasNoChecksum) {
  const auto built = build_packet(Layers{Udp{1, 2}, text("x")});
  ASSERT_TRUE(built);
  EXPECT_EQ(hex_text(*built), "000100020009000078");
}

TEST(BuildPacket, OfNoLayersIsEmpty) {
  const auto built = build_packet({});
  ASSERT_TRUE(built);
  EXPECT_TRUE((*built).empty());
}

TEST(DnsName, IsLabelsWithTheirLengths) {
  EXPECT_EQ(hex_text(*dns_name("a.bc")),
            "0161026263"
            "00");
  EXPECT_EQ(hex_text(*dns_name("a.bc.")),
            "0161026263"
            "00");
  EXPECT_EQ(hex_text(*dns_name("")), "00");
  EXPECT_EQ(hex_text(*dns_name(".")), "00");
  EXPECT_EQ(hex_text(*dns_name("a\\.b\\000\\\\")),
            "05612e62005c"
            "00");
}

TEST(DnsName, ThatCannotBeWrittenIsQuoted) {
  EXPECT_EQ(dns_name("a..b").error().message, "The name \"a..b\" has an empty label.");
  EXPECT_EQ(dns_name("a\\256").error().message,
            "The name \"a\\256\" has a backslash that escapes nothing.");
  EXPECT_EQ(dns_name("a\\").error().message,
            "The name \"a\\\" has a backslash that escapes nothing.");
  const std::string label(63, 'a');
  EXPECT_TRUE(dns_name(label));
  EXPECT_FALSE(dns_name(label + "a"));
  const std::string name = label + "." + label + "." + label + "." + std::string(61, 'a');
  ASSERT_TRUE(dns_name(name));
  EXPECT_EQ(dns_name(name)->size(), 255u);
  EXPECT_FALSE(dns_name(name + "a"));
}

}  // namespace
}  // namespace packetglass::build
