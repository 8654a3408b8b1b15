// Runs the native binary as a person does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "support/command_line.h"
#include "support/waiting.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;
using test::ByteVector;
using test::CommandLine;
using test::Outcome;
using test::pcap_bytes;

const std::vector<test::PcapRecord> kTwoPackets = {{1'700'000'000, 123456, "Hi!"},
                                                   {1'700'000'001, 5, "", {}, 60}};

TEST_F(CommandLine, EventsPrintsOneObjectPerPacket) {
  const auto [code, out, err] = run("events " + write("a.pcap", pcap_bytes({}, kTwoPackets)));
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err, "");
  EXPECT_EQ(
      out,
      R"({"schema":"pcap.packet","timestamp":"2023-11-14T22:13:20.123456000Z","linktype":1,)"
      R"("original_packet_length":3,"captured_packet_length":3,"interface_id":0,"data":"SGkh"})"
      "\n"
      R"({"schema":"pcap.packet","timestamp":"2023-11-14T22:13:21.000005000Z","linktype":1,)"
      R"("original_packet_length":60,"captured_packet_length":0,"interface_id":0,"data":""})"
      "\n");
}

TEST_F(CommandLine, EventsLeavesBytesOutAndPrintsEpochTimesWhenAsked) {
  test::PcapHeader header;
  header.magic = 0xa1b23c4d;
  header.order = ByteOrder::kBig;
  header.link_type_word = 113;
  const auto file = write("a.pcap", pcap_bytes(header, {{1'700'000'000, 123456789, "Hi!"}}));
  EXPECT_EQ(run("events --no-data --time epoch " + file).out,
            R"({"schema":"pcap.packet","timestamp":"1700000000.123456789","linktype":113,)"
            R"("original_packet_length":3,"captured_packet_length":3,"interface_id":0})"
            "\n");
}

TEST_F(CommandLine, EventsReadsStandardInput) {
  const auto file = write("a.pcap", pcap_bytes({}, kTwoPackets));
  const auto piped = shell("cat " + file + " | " PACKETGLASS_BINARY " events -");
  EXPECT_EQ(piped.code, 0);
  EXPECT_EQ(piped.out, run("events " + file).out);
}

// A live capture in a pipe must not wait for a full block. (Three packets of a variant that shares
// its magic with others are waited for.)
TEST_F(CommandLine, EventsPrintsPacketsOfAPipeAsTheyCome) {
  test::PcapHeader header;
  header.magic = 0xa1b23c4d;
  const auto file = write("a.pcap", pcap_bytes(header, kTwoPackets));
  const auto fifo = (folder_ / "fifo").string();
  const auto piped =
      shell("mkfifo " + fifo + "; " PACKETGLASS_BINARY " events " + fifo + " > " + fifo +
            ".out & exec 3>" + fifo + "; cat " + file + " >&3; for i in $(seq 100); do test -s " +
            fifo + ".out && break; sleep 0.1; done; cat " + fifo + ".out; exec 3>&-; wait");
  EXPECT_EQ(piped.out, run("events " + file).out);
}

TEST_F(CommandLine, EventsPrintsWhatIsWholeOfATruncatedCaptureAndFails) {
  ByteVector bytes = pcap_bytes({}, {{1, 0, "kept"}, {2, 0, "lost"}});
  bytes.pop_back();
  const auto file = write("cut.pcap", bytes);
  const auto [code, out, err] = run("events " + file);
  EXPECT_EQ(code, 1);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  EXPECT_EQ(err, "packetglass: " + file +
                     ": byte 44: packet 2: The capture ends inside a packet: 3 of 4 bytes are "
                     "there.\n");
}

TEST_F(CommandLine, SaysWhatIsWrongWithFilesThatAreNoCaptures) {
  const auto message = [this](const std::string& name, const ByteVector& bytes) {
    const auto file = write(name, bytes);
    const auto events = run("events " + file);
    const auto info = run("info " + file);
    EXPECT_EQ(events.code, 1);
    EXPECT_EQ(info.code, 1);
    EXPECT_EQ(events.out + info.out, "");
    EXPECT_EQ(events.err, info.err);
    return std::regex_replace(info.err, std::regex("packetglass: [^ ]*/"), "");
  };
  EXPECT_EQ(message("empty", {}), "empty: byte 0: The capture is empty: it has no bytes.\n");
  EXPECT_EQ(message("short", {1, 2, 3}),
            "short: byte 0: This is not a packet capture: 3 bytes are too few for any format.\n");
  EXPECT_EQ(message("text", {'t', 'e', 'x', 't', '!'}),
            "text: byte 0: This is not a packet capture: it starts with 74 65 78 74.\n");
  ByteVector header = pcap_bytes({}, {});
  header.resize(20);
  EXPECT_EQ(message("cut", header),
            "cut: byte 20: The capture ends inside its file header: 20 of 24 bytes are there.\n");
}

TEST_F(CommandLine, SaysWhatTheSystemSaysOfFilesItCannotRead) {
  const auto missing = (folder_ / "missing.pcap").string();
  EXPECT_EQ(run("info " + missing).err,
            "packetglass: " + missing + ": No such file or directory\n");
  EXPECT_EQ(run("events " + folder_.string()).err,
            "packetglass: " + folder_.string() + ": Is a directory\n");
  EXPECT_EQ(run("events " + missing).code, 1);
}

TEST_F(CommandLine, EventsFailsWhenItsOutputCannotBeWritten) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const auto file = write("a.pcap", pcap_bytes({}, kTwoPackets));
  const auto [code, out, err] = shell(PACKETGLASS_BINARY " events " + file + " >/dev/full");
  EXPECT_EQ(code, 1);
  EXPECT_EQ(err, "packetglass: standard output: No space left on device\n");
}

TEST_F(CommandLine, InfoDescribesACapture) {
  const auto file = write("a.pcap", pcap_bytes({}, kTwoPackets));
  const auto [code, out, err] = run("info " + file);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(out, "File             " + file +
                     "\n"
                     "Size             59 bytes\n"
                     "Format           pcap (usec), little-endian, version 2.4\n"
                     "Link type        ETHERNET (1), Ethernet\n"
                     "Resolution       microseconds\n"
                     "Snaplen          262144 bytes\n"
                     "Packets          2\n"
                     "Captured         3 bytes\n"
                     "Original         63 bytes\n"
                     "Earliest         2023-11-14T22:13:20.123456000Z\n"
                     "Latest           2023-11-14T22:13:21.000005000Z\n"
                     "Duration         0.876549000 s\n"
                     "Time order       yes\n"
                     "Issues           0\n");
}

TEST_F(CommandLine, InfoPrintsOneJsonObjectPerFile) {
  test::PcapHeader header;
  header.link_type_word = 0x24000001;
  header.thiszone = 60;
  const auto first = write("a.pcap", pcap_bytes(header, kTwoPackets));
  const auto second = write("b.pcap", {'n', 'o', 'n', 'e'});
  const auto [code, out, err] = run("info --json " + first + " " + second);
  EXPECT_EQ(code, 1);
  std::istringstream lines(out);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  const Json whole = Json::parse(line);
  EXPECT_EQ(whole["file"], first);
  EXPECT_EQ(whole["size"], 59);
  EXPECT_EQ(whole["sections"][0]["variant"], "usec");
  EXPECT_EQ(whole["interfaces"][0]["link_type_name"], "ETHERNET");
  EXPECT_EQ(whole["interfaces"][0]["fcs_length"], 4);
  EXPECT_EQ(whole["packets"], 2);
  EXPECT_EQ(whole["duration"], "0.876549000");
  EXPECT_EQ(whole["issue_count"], 1);
  EXPECT_EQ(whole["issues"][0]["kind"], "time_zone_not_applied");
  EXPECT_EQ(whole["issues"][0]["offset"], 8);
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(Json::parse(line)["error"]["code"], "unknown_format");
}

TEST_F(CommandLine, InfoGoesOnAfterAFileItCannotRead) {
  const auto file = write("a.pcap", pcap_bytes({}, kTwoPackets));
  const auto [code, out, err] = run("info " + file + ".missing " + file);
  EXPECT_EQ(code, 1);
  EXPECT_NE(out.find("Packets          2\n"), std::string::npos);
}

TEST_F(CommandLine, InfoBoundsWhatItPrintsOfManyIssues) {
  std::vector<test::PcapRecord> records(5000, {1, 2'000'000, "x"});
  const auto outcome = run("info " + write("a.pcap", pcap_bytes({}, records)));
  EXPECT_EQ(outcome.code, 0) << "warnings are no failure";
  EXPECT_NE(outcome.out.find("Issues           5000\n"), std::string::npos);
  EXPECT_NE(outcome.out.find("  and 4990 more; --json lists the first 1000 of each kind\n"),
            std::string::npos);
}

TEST_F(CommandLine, EndsWithTwoOnWrongUsage) {
  for (const char* words : {"", "nonsense", "info", "events --time noon x", "capture -i lo"}) {
    const auto outcome = run(words);
    EXPECT_EQ(outcome.code, 2) << words;
    EXPECT_EQ(outcome.out, "") << words;
    EXPECT_NE(outcome.err, "") << words;
  }
}

TEST_F(CommandLine, PrintsHelpAndVersion) {
  const auto help = run("--help");
  EXPECT_EQ(help.code, 0);
  for (const char* command : {"info", "events", "write", "interfaces", "capture"}) {
    EXPECT_NE(help.out.find(command), std::string::npos) << command;
  }
  EXPECT_TRUE(std::regex_match(run("--version").out, std::regex("packetglass [0-9.]+\n")));
}

TEST_F(CommandLine, InterfacesListsTheLoopback) {
  const auto text = run("interfaces");
  EXPECT_EQ(text.code, 0);
  const auto json = run("interfaces --json");
  bool loopback = false;
  std::istringstream lines(json.out);
  for (std::string line; std::getline(lines, line);)
    loopback |= Json::parse(line)["loopback"] == true;
  if (!loopback) GTEST_SKIP() << "this user may not capture";
  EXPECT_NE(text.out.find("127.0.0.1"), std::string::npos) << text.out;
}

TEST_F(CommandLine, CaptureSaysWhyItCannot) {
  const auto file = (folder_ / "out.pcap").string();
  const auto outcome = run("capture -i no-such-interface -w " + file);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err.rfind("packetglass: no-such-interface: ", 0), 0u) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(file));
}

// Live capture needs rights that not every machine gives.
class LiveCapture : public CommandLine {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "live capture needs root";
    const auto outcome = capture_while_sending("-c 1 -w " + (folder_ / "probe.pcap").string());
    if (outcome.code != 0) GTEST_SKIP() << "no capture on the loopback here: " << outcome.err;
  }

  // Sends datagrams to the loopback's discard port, over and over, in the background.
  static std::string send_after_start() {
    return " & p=$!; for i in $(seq 600); do echo packetglass > /dev/udp/127.0.0.1/9; sleep 0.05; "
           "kill -0 $p 2>/dev/null || break; done; wait $p";
  }

  Outcome capture_while_sending(const std::string& words) const {
    return shell("bash -c '" PACKETGLASS_BINARY " capture -i lo " + words + send_after_start() +
                 "'");
  }
};

TEST_F(LiveCapture, RecordsTheAskedNumberOfPackets) {
  const auto file = (folder_ / "live.pcap").string();
  const auto outcome = capture_while_sending("-c 3 -w " + file + " udp port 9");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err.rfind("3 packets recorded\n", 0), 0u) << outcome.err;
  const Json info = Json::parse(run("info --json " + file).out);
  EXPECT_EQ(info["packets"], 3);
  EXPECT_EQ(info["sections"][0]["variant"], "nsec");
  EXPECT_EQ(info["issue_count"], 0);
  const auto events = run("events " + file).out;
  EXPECT_EQ(Json::parse(events.substr(0, events.find('\n')))["linktype"], 1);
}

TEST_F(LiveCapture, TruncatesPacketsToTheSnaplen) {
  const auto file = (folder_ / "live.pcap").string();
  EXPECT_EQ(capture_while_sending("-c 1 -s 20 -w " + file + " udp port 9").code, 0);
  const Json event = Json::parse(run("events --no-data " + file).out);
  EXPECT_EQ(event["captured_packet_length"], 20);
  EXPECT_EQ(event["original_packet_length"], 14 + 20 + 8 + 12);
}

TEST_F(LiveCapture, WritesAWholeCaptureWhenInterrupted) {
  const auto file = (folder_ / "live.pcap").string();
  const auto outcome =
      shell(test::kWaiting + std::string(PACKETGLASS_BINARY) + " capture -i lo -w " + file +
            " & p=$!; until_true listens $p; kill -INT $p; wait $p");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(run("info " + file).code, 0);
}

TEST_F(LiveCapture, DoesNotOverwriteAFileUnlessForced) {
  const auto file = write("live.pcap", {'o', 'l', 'd'});
  const auto refused = capture_while_sending("-c 1 -w " + file);
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(test::read_file(file), "old");
  EXPECT_EQ(refused.err, "packetglass: " + file + ": File exists; --force overwrites it\n");
  EXPECT_EQ(capture_while_sending("--force -c 1 -w " + file).code, 0);
  EXPECT_EQ(run("info " + file).code, 0);
}

TEST_F(LiveCapture, ReceivesWhatIsInjected) {
  // Ethernet frames of a type for experiments, which no host answers; of the other one are those
  // of test/web/pcap.test.js, which may run beside this on the same interface.
  const std::string frame("\0\0\0\0\0\0\0\0\0\0\0\0\x88\xb6 sent by a test", 29);
  const auto sent = write("sent.pcap", pcap_bytes({}, {{.bytes = frame}, {.bytes = frame}}));
  const auto file = (folder_ / "live.pcap").string();
  const auto outcome =
      shell("bash -c '" PACKETGLASS_BINARY " capture -i lo -c 4 -w " + file +
            " ether proto 0x88b6 & p=$!; for i in $(seq 150); do sleep 0.2; " PACKETGLASS_BINARY
            " inject -i lo " +
            sent + "; kill -0 $p 2>/dev/null || break; done; wait $p'");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("2 packets sent\n"), std::string::npos) << outcome.err;
  const auto events = run("events " + file).out;
  const Json first = Json::parse(events.substr(0, events.find('\n')));
  EXPECT_EQ(first["original_packet_length"], frame.size());
}

TEST_F(CommandLine, InjectSaysWhyItCannot) {
  const auto outcome = run("inject -i no-such-interface " + write("none.pcap", ""));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err.rfind("packetglass: no-such-interface: ", 0), 0u) << outcome.err;
}

TEST_F(LiveCapture, NamesAFilterThatIsWrong) {
  const auto outcome = run("capture -i lo -w - no such filter");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err.rfind("packetglass: lo: filter: ", 0), 0u) << outcome.err;
}

}  // namespace
}  // namespace packetglass
