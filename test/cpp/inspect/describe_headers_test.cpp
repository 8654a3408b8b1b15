// The headers of a packet as a record, described.
#include "inspect/describe_headers.h"

#include "support/description_text.h"
#include "support/packets.h"

namespace packetglass {
namespace {

std::string described(const Decapsulated& packet) {
  Description out;
  put(out, packet);
  return test::text_of(out);
}

TEST(DescribeHeaders, HaveTheNamesOfTheCommandLine) {
  const test::TestPacket packet = test::packets_of(test::dissected_capture("transport"))[2];
  EXPECT_EQ(described(decapsulate(packet.bytes, packet.original_length, packet.link_type)),
            "{ether: {src: \"02-00-00-00-00-01\", dst: \"02-00-00-00-00-02\", type: 2048}, "
            "ip: {src: \"192.0.2.1\", dst: \"198.51.100.2\", type: 6}, "
            "tcp: {src_port: 50000, dst_port: 7}, "
            "community_id: \"1:5JgTAFqqxqBgdbMmqV1vaPZgkcs=\"}");
}

TEST(DescribeHeaders, LeaveOutWhatIsNotThere) {
  EXPECT_EQ(described({}), "{}");
  Decapsulated packet;
  packet.inner_vlan = 7;
  packet.icmp = Decapsulated::Icmp{8, 0};
  EXPECT_EQ(described(packet), "{vlan: {inner: 7}, icmp: {type: 8, code: 0}}");
}

TEST(DescribeHeaders, WriteLinkAddressesWithDashesInUpperCase) {
  const std::uint8_t mac[] = {0x0a, 0xbc, 0xde, 0xf0, 0x12, 0x39};
  EXPECT_EQ(dashed_text(Address::load(Address::Kind::kMac, mac)), "0A-BC-DE-F0-12-39");
}

}  // namespace
}  // namespace packetglass
