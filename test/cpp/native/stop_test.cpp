// Signals that ask to stop end live captures too, whatever these wait for.
#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "support/command_line.h"
#include "support/waiting.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

class Stop : public test::CommandLine {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "live capture needs root";
    const auto probe = run("inject -i lo " + write("none.pcap", test::pcap_bytes({}, {})));
    if (probe.code != 0) GTEST_SKIP() << "no capture on the loopback here: " << probe.err;
  }

  // Runs a script of bash in the folder, where $capture records what send() sends, and sending()
  // sends until it ends.
  test::Outcome script(const std::string& lines) const {
    return shell("cd " + folder_.string() +
                 " && timeout -s KILL 60 bash -c 'capture=\"" PACKETGLASS_BINARY
                 " capture -i lo\"; send() { for i in $(seq $1); do "
                 "head -c 8000 /dev/zero > /dev/udp/127.0.0.1/9; done 2>/dev/null; }; "
                 "sending() { while kill -0 $1 2>/dev/null; do send 3; sleep 0.1; done; }; " +
                 test::kWaiting + lines + "'");
  }
  Json info(const std::string& name) const {
    return Json::parse(run("info --json " + (folder_ / name).string()).out);
  }
};

// A pipe takes 64 KiB, then it is waited for a reader who never comes.
TEST_F(Stop, EndsACaptureWhoseOutputStalls) {
  for (const std::string signal : {"INT", "TERM"}) {
    const auto outcome = script(
        "mkfifo fifo; exec 3<>fifo; $capture -w fifo udp port 9 & p=$!; "
        "until_true listens $p; for i in 1 2; do send 40; sleep 0.2; done; kill -" +
        signal + " $p; wait $p; code=$?; rm fifo; exit $code");
    EXPECT_EQ(outcome.code, 1) << outcome.err;
    EXPECT_NE(outcome.err.find("packetglass: fifo: stopped by a signal\n"), std::string::npos)
        << outcome.err;
  }
}

TEST_F(Stop, EndsACaptureWhosePipeNobodyOpens) {
  const auto outcome = script(
      "mkfifo fifo; $capture -w fifo & p=$!; until_true catches $p; kill -TERM $p; wait $p");
  EXPECT_EQ(outcome.code, 1) << outcome.err;
}

// A shell ignores SIGINT for what it runs in the background.
TEST_F(Stop, EndsACaptureInTheBackgroundByAnInterrupt) {
  const auto outcome = script(
      "$capture -w a.pcap udp port 9 & p=$!; until_true listens $p; send 5; sleep 0.5; "
      "kill -INT $p; wait $p");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.err.rfind(info("a.pcap")["packets"].dump() + " packets recorded\n", 0), 0u)
      << outcome.err;
  EXPECT_GE(info("a.pcap")["packets"], 5);
}

TEST_F(Stop, DoesNotCountAHangUpThatNohupIgnores) {
  const auto outcome = script(
      "trap \"\" HUP; $capture -w a.pcap & p=$!; until_true listens $p; kill -HUP $p; "
      "sleep 0.5; "
      "kill -0 $p && echo alive; kill -TERM $p; wait $p");
  EXPECT_EQ(outcome.out, "alive\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto hung_up =
      script("$capture -w b.pcap & p=$!; until_true listens $p; kill -HUP $p; wait $p");
  EXPECT_EQ(hung_up.code, 0) << "without nohup it ends as well";
}

TEST_F(Stop, CountsThePacketsThatAreInTheFileWhenTheDiskIsFull) {
  for (const std::string out : {"a.pcap", "b.pcapng"}) {
    const auto outcome = script("(ulimit -f 20; exec $capture -w " + out +
                                " udp port 9 2>&1 | cat) & p=$!; sending $p; wait $p");
    const Json json = info(out);
    EXPECT_EQ(outcome.out.rfind(json["packets"].dump() + " packets recorded\n", 0), 0u)
        << outcome.out;
    EXPECT_NE(outcome.out.find("packetglass: " + out + ": File too large\n"), std::string::npos);
    EXPECT_GE(json["packets"], 1);
    EXPECT_EQ(json["issue_count"], 0) << "it ends with its last whole packet";
  }
}

TEST_F(Stop, RecordsInTheFormatThatTheNameSays) {
  for (const std::string out : {"a.pcapng", "b.pcap.gz", "c.pcapng.zst"}) {
    const auto outcome =
        script("$capture -c 3 -w " + out + " udp port 9 & p=$!; sending $p; wait $p");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const Json json = info(out);
    EXPECT_EQ(json["packets"], 3);
    EXPECT_EQ(json["sections"][0]["variant"], out == "b.pcap.gz" ? "nsec" : "pcapng");
    EXPECT_EQ(json.contains("compression"), out != "a.pcapng");
    EXPECT_EQ(json["issue_count"], 0);
  }
}

}  // namespace
}  // namespace packetglass
