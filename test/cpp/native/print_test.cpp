// packetglass print: lines, trees, fields, JSON and CSV.
#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class Print : public test::CommandLine {
 protected:
  std::string print(const std::string& words) const {
    const auto [code, out, err] = run("print " + words);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(err, "");
    return out;
  }

  const std::string transport_ = test::dissected_capture("transport").string();
  const std::string dns_ = test::dissected_capture("dns").string();
};

TEST_F(Print, StopsAfterAsManyPacketsAsAreWanted) {
  EXPECT_EQ(print("-c 1 " + transport_),
            "    1   0.000000 02:00:00:00:00:01 \u2192 02:00:00:00:00:02 ARP 60 "
            "Who has 198.51.100.2? Tell 192.0.2.1\n");
}

TEST_F(Print, ShowsAsManyDigitsOfTheTimeAsTheCaptureTells) {
  test::PcapHeader nanoseconds;
  nanoseconds.magic = 0xa1b23c4d;
  const auto file = write("a.pcap", test::pcap_bytes(nanoseconds, {{1, 5, "Hi!"}, {2, 7, "Hi!"}}));
  EXPECT_NE(print(file).find("1.000000002 "), std::string::npos);
}

TEST_F(Print, ShowsTheBytesBesideWhenAsked) {
  const std::string out = print("-x -c 1 " + transport_);
  EXPECT_NE(out.find("0000  02 00 00 00 00 02 02 00 00 00 00 01 08 06 00 01   ................\n"),
            std::string::npos);
}

TEST_F(Print, ShowsTheFieldsThatAreNamedSeparatedByTabs) {
  EXPECT_EQ(print("-c 3 --fields frame.number,ip.src,tcp.flags.syn " + transport_),
            "1\t\t\n2\t\t\n3\t192.0.2.1\t1\n");
}

TEST_F(Print, PutsValuesWithCommasInQuotesInCsv) {
  const std::string out = print("--csv --fields frame.number,_ws.col.Info " + transport_);
  EXPECT_EQ(out.substr(0, out.find('\n')), "frame.number,_ws.col.Info");
  EXPECT_NE(out.find("\n4,\"7 \u2192 50000 [SYN, ACK] Seq=0 Ack=1 Win=1024 Len=0 MSS=1460\"\n"),
            std::string::npos);
}

TEST_F(Print, IsJsonWithEveryLayerAndField) {
  const Json packets = Json::parse(print("--json " + dns_));
  ASSERT_FALSE(packets.empty());
  const Json& packet = packets[0];
  EXPECT_EQ(packet["protocol"], "DNS");
  EXPECT_EQ(packet["layers"][0]["name"], "eth");
  EXPECT_EQ(packet["layers"][0]["fields"][0]["offset"], 0);
  EXPECT_EQ(packet["layers"][0]["fields"][0]["length"], 6);
}

TEST_F(Print, OfAnEmptyCaptureIsStillJson) {
  const auto file = write("a.pcap", test::pcap_bytes({}, {}));
  EXPECT_EQ(Json::parse(print("--json " + file)), Json::array());
}

TEST_F(Print, ShowsWhatStandsBeforeDamageAndSaysSo) {
  auto bytes = test::pcap_bytes({}, {{1, 2, "Hi!"}, {1, 2, "Hi!"}});
  bytes.pop_back();
  const auto [code, out, err] = run("print " + write("a.pcap", bytes));
  EXPECT_EQ(code, 1);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  EXPECT_NE(err.find("byte 43: "), std::string::npos);
}

TEST_F(Print, RefusesStylesThatExcludeEachOther) {
  EXPECT_EQ(run("print --json --csv " + dns_).code, 2);
  EXPECT_EQ(run("print -V --fields ip.src " + dns_).code, 2);
}

// What programs ask for by the name that the specification of Community ID gives it.
TEST_F(Print, KnowsTheCommunityIdOfAPacket) {
  const std::string out = print("-c 4 --fields communityid " + transport_);
  std::istringstream lines(out);
  std::string first, second, third, fourth;
  std::getline(lines, first);
  std::getline(lines, second);
  std::getline(lines, third);
  std::getline(lines, fourth);
  EXPECT_EQ(first, "");
  EXPECT_EQ(third.substr(0, 2), "1:");
  EXPECT_EQ(third, fourth);  // the answer has the same
}

}  // namespace
}  // namespace packetglass
