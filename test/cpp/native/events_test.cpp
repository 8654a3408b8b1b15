// File headers as events, and reading strictly.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/command_line.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;
using test::ByteVector;
using test::pcap_bytes;

class Events : public test::CommandLine {
 protected:
  std::vector<Json> events(const std::string& words) const {
    std::vector<Json> all;
    std::istringstream lines(run("events " + words).out);
    for (std::string line; std::getline(lines, line);) all.push_back(Json::parse(line));
    return all;
  }
};

test::PcapHeader unusual_header() {
  test::PcapHeader header;
  header.major = 543;
  header.minor = 0;
  header.thiszone = -3600;
  header.sigfigs = 0xfffffffe;
  header.snaplen = 0xffffffff;
  header.link_type_word = 0xf4000071;
  return header;
}

TEST_F(Events, PrintTheFileHeaderBeforeItsPacketsWhenAsked) {
  const auto file = write("a.pcap", pcap_bytes({}, {{1, 2, "Hi!"}}));
  const auto [code, out, err] = run("events --file-headers " + file);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err, "");
  EXPECT_EQ(out, R"({"schema":"pcap.file_header","magic_number":2712847316,"major_version":2,)"
                 R"("minor_version":4,"reserved1":0,"reserved2":0,"snaplen":262144,"linktype":1})"
                 "\n" +
                     run("events " + file).out);
}

// The header that is reported then has none left: whoever applies it again changes nothing.
TEST_F(Events, HaveTheTimeZoneAppliedWhenAsked) {
  test::PcapHeader header;
  header.thiszone = -3600;
  const auto file = write("a.pcap", pcap_bytes(header, {{3601, 2, "Hi!"}}));
  const auto unapplied = events("--file-headers --time epoch " + file);
  EXPECT_EQ(unapplied[0]["reserved1"], 4294963696);
  EXPECT_EQ(unapplied[1]["timestamp"], "3601.000002000");
  const auto applied = events("--file-headers --time epoch --apply-time-zone " + file);
  EXPECT_EQ(applied[0]["reserved1"], 0);
  EXPECT_EQ(applied[1]["timestamp"], "1.000002000");
  const auto info = Json::parse(run("info --json --apply-time-zone " + file).out);
  EXPECT_EQ(info["sections"][0]["thiszone"], -3600);
  EXPECT_EQ(info["issues"].size(), 0u);
}

TEST_F(Events, ReportTheWordsOfAHeaderWhole) {
  EXPECT_EQ(run("events --file-headers " + write("a.pcap", pcap_bytes(unusual_header(), {}))).out,
            R"({"schema":"pcap.file_header","magic_number":2712847316,"major_version":543,)"
            R"("minor_version":0,"reserved1":4294963696,"reserved2":4294967294,)"
            R"("snaplen":4294967295,"linktype":4093640817})"
            "\n");
}

TEST_F(Events, ReportTheMagicAsThisHostReadsIt) {
  const auto magic = [this](std::uint32_t value, ByteOrder order) {
    test::PcapHeader header;
    header.magic = value;
    header.order = order;
    const auto file = write("a.pcap", pcap_bytes(header, {}));
    return events("--file-headers " + file).at(0)["magic_number"].get<std::uint32_t>();
  };
  EXPECT_EQ(magic(0xa1b2c3d4, kHostOrder), 0xa1b2c3d4);
  EXPECT_EQ(magic(0xa1b2c3d4, opposite(kHostOrder)), 0xd4c3b2a1);
  EXPECT_EQ(magic(0xa1b23c4d, kHostOrder), 0xa1b23c4d);
  EXPECT_EQ(magic(0xa1b23c4d, opposite(kHostOrder)), 0x4d3cb2a1);
}

TEST_F(Events, PrintEachHeaderOfConcatenatedCapturesAtItsPosition) {
  test::PcapHeader second;
  second.magic = 0xa1b23c4d;
  second.order = ByteOrder::kBig;
  second.link_type_word = 101;
  ByteVector bytes = pcap_bytes({}, {{1, 0, "one"}, {2, 0, "two"}});
  for (const auto& more : {pcap_bytes(second, {{3, 0, "three"}}), pcap_bytes({}, {})}) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  const auto all = events("--file-headers " + write("a.pcap", bytes));
  std::string order;
  for (const Json& event : all) {
    order += event["schema"].get<std::string>() + " " + event["linktype"].dump() + "\n";
  }
  EXPECT_EQ(order,
            "pcap.file_header 1\npcap.packet 1\npcap.packet 1\n"
            "pcap.file_header 101\npcap.packet 101\npcap.file_header 1\n");
}

TEST_F(Events, OfAPipeHaveItsHeaderBeforeAnyPacketHasCome) {
  test::PcapHeader header;
  header.magic = 0xa1b23c4d;
  const auto file = write("a.pcap", pcap_bytes(header, {}));
  const auto fifo = (folder_ / "fifo").string();
  const auto piped = shell(
      "mkfifo " + fifo + "; " PACKETGLASS_BINARY " events --file-headers " + fifo + " > " + fifo +
      ".out & exec 3>" + fifo + "; cat " + file + " >&3; for i in $(seq 100); do test -s " + fifo +
      ".out && break; sleep 0.1; done; cat " + fifo + ".out; exec 3>&-; wait");
  EXPECT_EQ(piped.out, run("events --file-headers " + file).out);
  EXPECT_NE(piped.out, "");
}

// A record between good ones claims more than can be.
ByteVector damaged_in_the_middle() {
  const test::PcapRecord good{1'700'000'000, 5, "0123456789"};
  test::PcapRecord bad = good;
  bad.captured = 0x7fffffff;
  return pcap_bytes({}, {good, good, bad, good, good, good, good});
}

TEST_F(Events, GoOnBehindDamageUnlessStrict) {
  const auto file = write("a.pcap", damaged_in_the_middle());
  EXPECT_EQ(events("--no-data " + file).size(), 6u);
  const auto [code, out, err] = run("events --strict " + file);
  EXPECT_EQ(code, 1);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  EXPECT_EQ(err, "packetglass: " + file +
                     ": byte 76: packet 3: Captured length 2147483647 is above the maximum of "
                     "262144 bytes for this link type.\n");
}

TEST_F(Events, StopAtALengthBeyondTheEndWhenStrict) {
  const test::PcapRecord good{1'700'000'000, 5, "0123456789"};
  test::PcapRecord bad = good;
  bad.captured = 1000;
  const auto file = write("a.pcap", pcap_bytes({}, {good, bad, good, good, good}));
  EXPECT_EQ(events("--no-data " + file).size(), 4u);
  const auto [code, out, err] = run("events --strict " + file);
  EXPECT_EQ(code, 1);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
  EXPECT_NE(err.find(": byte 50: packet 2: Captured length 1000 reaches beyond the end"),
            std::string::npos)
      << err;
}

TEST_F(Events, TruncatePacketsToTheSnaplenWhenAsked) {
  test::PcapHeader header;
  header.snaplen = 4;
  const auto file = write("a.pcap", pcap_bytes(header, {{1, 0, "Hi there"}, {2, 0, "Hi!"}}));
  EXPECT_EQ(events(file).at(0)["captured_packet_length"], 8);
  const auto cut = events("--strict-snaplen " + file);
  EXPECT_EQ(cut.at(0)["captured_packet_length"], 4);
  EXPECT_EQ(cut.at(0)["original_packet_length"], 8);
  EXPECT_EQ(cut.at(0)["data"], "SGkgdA==");
  EXPECT_EQ(cut.at(1)["data"], "SGkh");
}

class Info : public test::CommandLine {};

TEST_F(Info, StopsAtTheFirstDamageWhenStrict) {
  const auto file = write("a.pcap", damaged_in_the_middle());
  EXPECT_EQ(Json::parse(run("info --json " + file).out)["packets"], 6);
  const auto strict = run("info --json --strict " + file);
  EXPECT_EQ(strict.code, 1);
  const Json info = Json::parse(strict.out);
  EXPECT_EQ(info["packets"], 2);
  EXPECT_EQ(info["error"]["code"], "damaged");
  EXPECT_EQ(info["error"]["offset"], 76);
  EXPECT_EQ(info["issue_count"], 1);
}

TEST_F(Info, CountsPacketsTruncatedToTheSnaplenWhenAsked) {
  test::PcapHeader header;
  header.snaplen = 4;
  const auto file = write("a.pcap", pcap_bytes(header, {{1, 0, "Hi there"}, {2, 0, "Hi!"}}));
  EXPECT_EQ(Json::parse(run("info --json " + file).out)["captured_bytes"], 11);
  EXPECT_EQ(Json::parse(run("info --json --strict-snaplen " + file).out)["captured_bytes"], 7);
}

}  // namespace
}  // namespace packetglass
