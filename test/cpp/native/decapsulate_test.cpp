// packetglass decapsulate: Tenzir's record of the headers of a packet.
#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class Decapsulate : public test::CommandLine {
 protected:
  std::vector<Json> records(const std::string& capture, const std::string& words = "") const {
    const auto path = test::dissected_capture(capture).string();
    const auto [code, out, err] = run("decapsulate " + words + " " + path);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(err, "");
    std::vector<Json> all;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) all.push_back(Json::parse(line));
    return all;
  }
};

// The Community ID is what tshark says.
TEST_F(Decapsulate, ReportsEthernetIpPortsAndCommunityId) {
  EXPECT_EQ(records("transport")[2], Json::parse(R"({
    "ether": {"src": "02-00-00-00-00-01", "dst": "02-00-00-00-00-02", "type": 2048},
    "ip": {"src": "192.0.2.1", "dst": "198.51.100.2", "type": 6},
    "tcp": {"src_port": 50000, "dst_port": 7},
    "community_id": "1:5JgTAFqqxqBgdbMmqV1vaPZgkcs="})"));
}

TEST_F(Decapsulate, ReportsBothTagsOfAPacket) {
  const Json packet = records("transport")[14];
  EXPECT_EQ(packet["vlan"], Json::parse(R"({"outer": 100, "inner": 200})"));
  EXPECT_EQ(packet["udp"]["dst_port"], 9);
}

TEST_F(Decapsulate, LooksBehindExtensionHeaders) {
  const Json packet = records("transport")[10];
  EXPECT_EQ(packet["ip"]["type"], 17);
  EXPECT_EQ(packet["udp"]["src_port"], 40000);
}

// What ICMP quotes is no header of the packet.
TEST_F(Decapsulate, ReportsIcmpAndNotWhatItQuotes) {
  const Json packet = records("transport")[17];
  EXPECT_EQ(packet["icmp"], Json::parse(R"({"type": 3, "code": 3})"));
  EXPECT_EQ(packet["ip"]["src"], "198.51.100.2");
  EXPECT_FALSE(packet.contains("udp"));
}

TEST_F(Decapsulate, ReportsOnlyWhatIsThere) {
  const Json arp = records("transport")[0];
  EXPECT_EQ(arp["ether"]["type"], 2054);
  EXPECT_FALSE(arp.contains("ip"));
  EXPECT_FALSE(arp.contains("community_id"));
}

TEST_F(Decapsulate, BothDirectionsHaveTheSameCommunityIdAndSeedsChangeIt) {
  const auto packets = records("transport");
  EXPECT_EQ(packets[2]["community_id"], packets[3]["community_id"]);
  EXPECT_NE(records("transport", "--seed 1")[2]["community_id"], packets[2]["community_id"]);
}

}  // namespace
}  // namespace packetglass
