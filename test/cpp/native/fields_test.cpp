// packetglass fields, and the values that print --fields gives.
#include <nlohmann/json.hpp>
#include <sstream>

#include "dissect/field_list.h"
#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class Fields : public test::CommandLine {
 protected:
  std::vector<std::string> lines(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 0) << words;
    EXPECT_EQ(err, "") << words;
    std::vector<std::string> all;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);) all.push_back(line);
    return all;
  }
  std::string printed(const std::string& names, const std::string& words) const {
    return run("print --fields " + names + " " + words).out;
  }

  const std::string http_ = "-c 1 " + test::dissected_capture("http").string();
  const std::string transport_ = "-c 3 " + test::dissected_capture("transport").string();
};

TEST_F(Fields, ListsAllByName) {
  const auto all = lines("fields");
  ASSERT_EQ(all.size(), all_fields().size());
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_NE(std::find(all.begin(), all.end(),
                      "tcp.srcport                             uint16          Source Port"),
            all.end());
}

TEST_F(Fields, ListsThoseThatBeginWithAWord) {
  const auto flags = lines("fields tcp.flags");
  EXPECT_GT(flags.size(), 8u);
  for (const std::string& line : flags) EXPECT_TRUE(line.starts_with("tcp.flags")) << line;
}

TEST_F(Fields, IsAJsonObjectALine) {
  const auto all = lines("fields --json");
  ASSERT_EQ(all.size(), all_fields().size());
  std::map<std::string, Json> fields;
  for (const std::string& line : all) {
    const Json field = Json::parse(line);
    fields[field["name"]] = field;
  }
  EXPECT_EQ(fields["ip.addr"], (Json{{"name", "ip.addr"},
                                     {"title", "Source or Destination Address"},
                                     {"type", "ipv4"},
                                     {"protocol", "ip"},
                                     {"members", {"ip.src", "ip.dst"}}}));
  EXPECT_EQ(fields["ip.proto"]["values"]["6"], "TCP");
}

TEST_F(Fields, StandForSeveralAsTsharkHasThem) {
  EXPECT_EQ(printed("ip.addr,tcp.port,eth.addr,ip.host,ip.dst_host", http_),
            "192.0.2.1,198.51.100.2\t50001,80\t02:00:00:00:00:02,02:00:00:00:00:01\t"
            "192.0.2.1,198.51.100.2\t198.51.100.2\n");
  EXPECT_EQ(printed("ipv6.addr,udp.port", http_), "\t\n");
}

TEST_F(Fields, PrintOneWhereTheyHaveNoValue) {
  EXPECT_EQ(printed("tcp.analysis,http.request", http_), "1\t1\n");
}

TEST_F(Fields, OfALayerAreItsLine) {
  EXPECT_EQ(printed("ip,http", http_),
            "Internet Protocol Version 4, Src: 192.0.2.1, Dst: 198.51.100.2\thttp\n");
}

TEST_F(Fields, AreAllThatThereAreOfAName) {
  const std::string kinds = printed("tcp.option_kind", transport_);
  EXPECT_EQ(kinds, "\n\n2,4,8,1,3\n");
  const std::string both = printed("eth.addr", transport_);
  EXPECT_EQ(std::count(both.begin(), both.end(), ','), 3);
}

TEST_F(Fields, KnowWhatIsKnownOfEveryPacket) {
  EXPECT_EQ(printed("frame.number,frame.len,frame.cap_len,frame.time_epoch,frame.time_relative,"
                    "_ws.col.No.,_ws.col.Protocol,frame.interface_id",
                    http_),
            "1\t388\t388\t1700000000.000000000\t0.000000000\t1\tHTTP\t\n");
  EXPECT_EQ(printed("frame.protocols", http_), "eth:ip:tcp:http\n");
  EXPECT_EQ(printed("tcp.payload", http_).substr(0, 18), "474554202f70617468");
}

}  // namespace
}  // namespace packetglass
