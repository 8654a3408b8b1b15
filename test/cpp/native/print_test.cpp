// packetglass print: lines, trees, fields, JSON and CSV.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/packets.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class Print : public test::CommandLine {
 protected:
  // DNS in UDP in IPv4 with a thousand questions.
  static std::string packet_of_many_fields() {
    using std::string_literals::operator""s;
    constexpr std::size_t kQuestions = 1000;
    std::string dns = "\0\1\0\0"s;
    test::put16(dns, kQuestions);
    dns += "\0\0\0\0\0\0"s;
    for (std::size_t i = 0; i < kQuestions; ++i) dns += "\1a\0\0\1\0\1"s;
    std::string out = "\x45\0"s;
    test::put16(out, 28 + dns.size());
    out += "\0\0\0\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2\x9c\x40\0\x35"s;
    test::put16(out, 8 + dns.size());
    return out + "\0\0"s + dns;
  }
  static test::ByteVector pcap(const std::vector<test::PcapRecord>& records) {
    test::PcapHeader header;
    header.link_type_word = 101;
    return test::pcap_bytes(header, records);
  }

  // The most memory that a command has, in KiB. AddressSanitizer keeps what was freed: not here.
  long peak_of(const std::string& words) const {
    const std::string line =
        "ASAN_OPTIONS=quarantine_size_mb=0 exec " PACKETGLASS_BINARY " " + words + " >/dev/null";
    const pid_t child = fork();
    if (child == 0) {
      execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      _exit(127);
    }
    int status = 0;
    rusage used{};
    EXPECT_EQ(wait4(child, &status, 0, &used), child);
    EXPECT_EQ(status, 0) << words;
    return used.ru_maxrss;
  }

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

TEST_F(Print, ShowsAsManyDigitsOfTheTimeAsTheCaptureHas) {
  test::PcapHeader nanoseconds;
  nanoseconds.magic = 0xa1b23c4d;
  const auto file = write("a.pcap", test::pcap_bytes(nanoseconds, {{1, 5, "Hi!"}, {2, 7, "Hi!"}}));
  EXPECT_NE(print(file).find("1.000000002 "), std::string::npos);
}

TEST_F(Print, ShowsTheBytesTooWhenAsked) {
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

// Of many packets of many fields, no more than a row and what goes out at once is in memory: it
// needs as much for 128 packets as for 8.
TEST_F(Print, HoldsARowInMemory) {
  const std::string questions = packet_of_many_fields();
  for (const std::string style : {"--json", "-V", "--fields dns.qry.name"}) {
    std::vector<long> most;
    for (const int packets : {8, 32, 128}) {
      const std::vector<test::PcapRecord> records(packets, {1, 2, questions});
      most.push_back(peak_of("print " + style + " " + write("a.pcap", pcap(records))));
    }
    EXPECT_LT(most[2], most[0] + 8 * 1024) << style << ", in KiB";
  }
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

// A file is read twice for what later packets say; a pipe cannot be.
TEST_F(Print, NamesThePacketInWhichAFragmentIsReassembled) {
  const std::string file =
      write("a.pcap", test::capture_of({{.fragment = 0x2000}, {.port = 7}, {.fragment = 0x0002}}));
  EXPECT_EQ(print("--fields ip.reassembled_in " + file), "3\n\n\n");
  EXPECT_NE(print("-V " + file).find("Reassembled"), std::string::npos);
  const auto piped = shell(
      "cat " + file + " | " PACKETGLASS_BINARY " print --fields frame.number,ip.reassembled_in -");
  EXPECT_EQ(piped.code, 2);
  EXPECT_EQ(piped.out, "");
  EXPECT_EQ(piped.err,
            "packetglass: standard input: ip.reassembled_in is said by later packets: it needs a "
            "file, no pipe\n");
}

}  // namespace
}  // namespace packetglass
