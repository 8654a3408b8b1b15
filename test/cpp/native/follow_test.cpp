// packetglass follow: what endpoints said, in four styles.
#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class FollowCommand : public test::CommandLine {
 protected:
  std::string follow(const std::string& words) const {
    const auto [code, out, err] = run("follow " + words);
    EXPECT_EQ(code, 0) << err;
    return out;
  }

  const std::string http_ = test::dissected_capture("http").string();
  const std::string dns_ = test::dissected_capture("dns").string();
  const std::string sctp_ = test::dissected_capture("sctp").string();
};

TEST_F(FollowCommand, PrintsTextAsTsharkDoes) {
  EXPECT_EQ(follow(http_ + " tcp,1"),
            "\n===================================================================\n"
            "Follow: tcp,ascii\nFilter: tcp.stream eq 1\n"
            "Node 0: 192.0.2.1:50002\nNode 1: 198.51.100.2:80\n"
            "126\nPOST /form HTTP/1.1\r\nHost: www.example.org:8080\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=1&b=2\n"
            "\t80\nHTTP/1.1 302 Found\r\nLocation: http://www.example.org/next\r\n"
            "Content-Length: 0\r\n\r\n\n"
            "===================================================================\n");
}

TEST_F(FollowCommand, PrintsHexadecimalWithTheOffsetsOfEachSide) {
  const std::string out = follow("--hex " + http_ + " tcp,1");
  EXPECT_NE(out.find("\n00000000  50 4f 53 54 20 2f 66 6f  72 6d 20 48 54 54 50 2f  "
                     "POST /fo rm HTTP/\n"),
            std::string::npos);
  EXPECT_NE(
      out.find(
          "\n\t00000040  6e 74 2d 4c 65 6e 67 74  68 3a 20 30 0d 0a 0d 0a  nt-Lengt h: 0....\n"),
      std::string::npos);
}

TEST_F(FollowCommand, PrintsTheBytesAlone) {
  const std::string both = follow("--raw " + http_ + " tcp,1");
  const std::string first = follow("--raw --side 0 " + http_ + " tcp,1");
  const std::string second = follow("--raw --side 1 " + http_ + " tcp,1");
  EXPECT_EQ(first.substr(0, 10), "POST /form");
  EXPECT_EQ(second.substr(0, 18), "HTTP/1.1 302 Found");
  EXPECT_EQ(both, first + second);
}

TEST_F(FollowCommand, IsJsonWithPacketsAndTimes) {
  const Json said = Json::parse(follow("--json " + http_ + " tcp,1"));
  EXPECT_EQ(said["layer"], "tcp");
  EXPECT_EQ(said["stream"], 1);
  EXPECT_EQ(said["endpoints"], Json({"192.0.2.1:50002", "198.51.100.2:80"}));
  ASSERT_EQ(said["pieces"].size(), 2u);
  const Json& piece = said["pieces"][1];
  EXPECT_EQ(piece["side"], 1);
  EXPECT_EQ(piece["offset"], 0);
  EXPECT_EQ(piece["bytes"].get<std::string>().substr(0, 8), "SFRUUC8x");
  EXPECT_EQ(piece["timestamp"].get<std::string>().substr(0, 20), "2023-11-14T22:13:20.");
}

TEST_F(FollowCommand, TakesEndpointsInPlaceOfANumber) {
  EXPECT_EQ(follow(http_ + " tcp,198.51.100.2:80-192.0.2.1:50002"), follow(http_ + " tcp,1"));
}

TEST_F(FollowCommand, FollowsDatagramsToo) {
  const Json said = Json::parse(follow("--json " + dns_ + " udp,0"));
  EXPECT_EQ(said["layer"], "udp");
  EXPECT_FALSE(said["pieces"].empty());
  EXPECT_FALSE(Json::parse(follow("--json " + sctp_ + " sctp,0"))["pieces"].empty());
}

TEST_F(FollowCommand, SaysWhenThereIsNoSuchConversation) {
  for (const char* name : {"tcp,999", "udp,0", "tcp,[::1]:5-[::2]:6"}) {
    const auto [code, out, err] = run("follow " + http_ + " " + name);
    EXPECT_EQ(code, 1);
    EXPECT_EQ(out, "");
    EXPECT_EQ(err, "packetglass: " + http_ + ": there is no conversation " + name + "\n");
  }
}

TEST_F(FollowCommand, RefusesWhatNamesNoConversation) {
  for (const char* name : {"tcp", "tcp,", "tcp,-1", "ip,1", "tcp,1.2.3.4:5", "tcp,1.2.3.4:5-1.2.3",
                           "tcp,1.2.3.4:65536-1.2.3.4:1", "tcp,99999999999"}) {
    EXPECT_EQ(run("follow " + http_ + " " + name).code, 2) << name;
  }
  EXPECT_EQ(run("follow --side 2 " + http_ + " tcp,0").code, 2);
  EXPECT_EQ(run("follow --hex --raw " + http_ + " tcp,0").code, 2);
}

TEST_F(FollowCommand, ReportsWhatTheSnaplenTruncated) {
  std::vector<test::PcapRecord> records;
  const auto packets = test::packets_of(http_);
  for (const auto& packet : packets) {
    const auto size = static_cast<std::uint32_t>(packet.bytes.size());
    const std::string_view all(reinterpret_cast<const char*>(packet.bytes.data()), size);
    const std::string_view kept = all.substr(0, 58);  // four bytes of what TCP carries
    records.push_back({.bytes = kept, .original = size});
  }
  const auto cut = write("cut.pcap", test::pcap_bytes({}, records));
  EXPECT_NE(follow(cut + " tcp,1")
                .find("\n4\nPOST\n[122 bytes missing in capture file]\n\t4\n"
                      "HTTP\n\t[76 bytes missing in capture file]\n"),
            std::string::npos);
  const auto [code, out, err] = run("follow --raw " + cut + " tcp,1");
  EXPECT_EQ(out, "POSTHTTP");
  EXPECT_EQ(err, "packetglass: " + cut + ": 198 bytes were not captured\n");
}

}  // namespace
}  // namespace packetglass
