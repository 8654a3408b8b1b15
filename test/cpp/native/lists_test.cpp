// packetglass conversations, endpoints and hierarchy.
#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/packets.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class ListCommands : public test::CommandLine {
 protected:
  std::string print(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 0) << words;
    EXPECT_EQ(err, "");
    return out;
  }

  const std::string small_ =
      write("small.pcap", test::capture_of({{.port = 1},
                                            {.from = 2, .to = 1, .port = 9, .to_port = 1},
                                            {.port = 2, .payload = 1000}}));
};

TEST_F(ListCommands, ConversationsAreATableForPeople) {
  EXPECT_EQ(print("conversations --layer udp " + small_),
            "UDP conversations: 2\n"
            "Stream  A            B            Packets  Bytes  A \u2192 B packets  bytes  "
            "B \u2192 A packets  bytes      Start s   Duration s      A \u2192 B      B \u2192 A\n"
            "     1  192.0.2.1:2  192.0.2.2:9        1   1042              1   1042  "
            "            0      0  2.000000000  0.000000000\n"
            "     0  192.0.2.1:1  192.0.2.2:9        2    100              1     50  "
            "            1     50  0.000000000  1.000000000  400 bit/s  400 bit/s\n");
}

TEST_F(ListCommands, AllLayersThatHaveSomethingAreShown) {
  const std::string out = print("conversations " + small_);
  EXPECT_EQ(out.find("Ethernet conversations: 1\n"), 0u);
  EXPECT_NE(out.find("\n\nIP conversations: 1\n"), std::string::npos);
  EXPECT_NE(out.find("\n\nUDP conversations: 2\n"), std::string::npos);
  EXPECT_EQ(out.find("TCP"), std::string::npos);
  EXPECT_EQ(print("conversations --layer tcp " + small_), "TCP conversations: 0\n");
}

TEST_F(ListCommands, OrderAndCountAreAsAskedFor) {
  const std::string words = "conversations --layer udp --csv " + small_;
  const auto first_port = [](const std::string& out) {
    return out.substr(out.find('\n') + 1).substr(0, 15);
  };
  EXPECT_EQ(first_port(print(words)), "udp,192.0.2.1,2");
  EXPECT_EQ(first_port(print(words + " --sort first")), "udp,192.0.2.1,1");
  EXPECT_EQ(first_port(print(words + " --sort packets")), "udp,192.0.2.1,1");
  EXPECT_EQ(first_port(print(words + " --sort duration")), "udp,192.0.2.1,1");
  const std::string one = print("conversations --layer udp -c 1 " + small_);
  EXPECT_EQ(one.find("UDP conversations: 2, these 1 first\n"), 0u);
}

TEST_F(ListCommands, ConversationsAreJson) {
  const Json rows = Json::parse(print("conversations --json --sort first " + small_));
  ASSERT_EQ(rows.size(), 4u);
  const Json& udp = rows[2];
  EXPECT_EQ(udp["layer"], "udp");
  EXPECT_EQ(udp["address_a"], "192.0.2.1");
  EXPECT_EQ(udp["port_b"], 9);
  EXPECT_EQ(udp["bytes_ab"], 50);
  EXPECT_EQ(udp["packets_ba"], 1);
  EXPECT_EQ(udp["first"], "1970-01-01T00:01:40.000000000Z");
  EXPECT_EQ(udp["duration"], "1.000000000");
  EXPECT_EQ(udp["rate_ab"], 400.0);
  EXPECT_EQ(udp["conversation"], 0);
  EXPECT_EQ(udp["stream"], 0);
  EXPECT_EQ(udp["community_id"].get<std::string>().substr(0, 2), "1:");
  EXPECT_TRUE(rows[0]["port_a"].is_null());
}

TEST_F(ListCommands, CommunityIdsAreThoseOfDecapsulate) {
  const Json rows = Json::parse(print("conversations --json --layer udp --sort first " + small_));
  const std::string packets = print("decapsulate " + small_);
  EXPECT_EQ(Json::parse(packets.substr(0, packets.find('\n')))["community_id"],
            rows[0]["community_id"]);
}

TEST_F(ListCommands, EndpointsAreListedToo) {
  const std::string out = print("endpoints --layer ip " + small_);
  EXPECT_EQ(out,
            "IP endpoints: 2\n"
            "Endpoint   Packets  Bytes  Sent packets  bytes  Received packets  bytes  "
            "Conversations\n"
            "192.0.2.1        3   1142             2   1092                 1     50  "
            "            1\n"
            "192.0.2.2        3   1142             1     50                 2   1092  "
            "            1\n");
  const Json rows = Json::parse(print("endpoints --json --layer udp " + small_));
  EXPECT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]["conversations"], 2);
}

TEST_F(ListCommands, TheHierarchyIsIndented) {
  EXPECT_EQ(print("hierarchy " + small_),
            "Protocol      Packets      %  Bytes      %\n"
            "all                 3  100.0   1142  100.0\n"
            "  eth               3  100.0   1142  100.0\n"
            "    ip              3  100.0   1142  100.0\n"
            "      udp           3  100.0   1142  100.0\n"
            "        data        3  100.0   1142  100.0\n");
  const Json tree = Json::parse(print("hierarchy --json " + small_));
  EXPECT_EQ(tree["protocol"], "frame");
  EXPECT_EQ(tree["children"][0]["title"], "Ethernet");
  EXPECT_EQ(tree["children"][0]["children"][0]["children"][0]["packets"], 3);
}

// Simple Packet Blocks have none; the first packets of this capture are one and two that have.
TEST_F(ListCommands, PacketsWithoutTimesDoNotChangeTimes) {
  const std::string capture = PACKETGLASS_TEST_CAPTURES "/pcapng-kinds-of-packets.pcapng";
  const Json rows = Json::parse(print("conversations --json --layer udp " + capture));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["packets_ab"], 3);
  EXPECT_EQ(rows[0]["first"].get<std::string>().substr(0, 4), "2023");
  EXPECT_EQ(rows[0]["duration"].get<std::string>().substr(0, 2), "0.");
}

TEST_F(ListCommands, ADamagedCaptureIsListedAsFarAsItGoes) {
  test::ByteVector bytes = test::capture_of({{}, {}, {}});
  bytes.resize(bytes.size() - 5);
  const auto [code, out, err] = run("hierarchy " + write("cut.pcap", bytes));
  EXPECT_EQ(code, 1);
  EXPECT_NE(out.find("all                 2  100.0"), std::string::npos);
  EXPECT_NE(err, "");
  EXPECT_EQ(run("conversations --json " + write("none.pcap", "")).out, "");
  EXPECT_EQ(run("conversations --layer x " + small_).code, 2);
  EXPECT_EQ(run("endpoints --sort duration " + small_).code, 2);
}

}  // namespace
}  // namespace packetglass
