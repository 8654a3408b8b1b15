// packetglass convert with the options that choose packets.
#include <sstream>

#include "support/command_line.h"
#include "support/packets.h"
#include "support/pcapng_bytes.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using test::operator+;

class ConvertChosen : public test::CommandLine {
 protected:
  // The bytes of what is written.
  std::string converted(const std::string& words, const std::string& file) const {
    const auto [code, out, err] = run("convert " + words + " " + file + " -");
    EXPECT_EQ(code, 0) << words << " " << file << "\n" << err;
    return out;
  }
  std::string print(const std::string& words) const { return run("print " + words).out; }
  bool has(const std::string& program) const { return shell("command -v " + program).code == 0; }
  std::vector<std::string> captures() const {
    std::vector<std::string> paths;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(PACKETGLASS_TEST_CAPTURES)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".pcap" || extension == ".pcapng") paths.push_back(entry.path().string());
    }
    return paths;
  }
};

// All packets, chosen one by one, are the capture: of classic pcap byte for byte.
TEST_F(ConvertChosen, WritesACaptureOfAllPacketsAsItIs) {
  std::size_t compared = 0;
  for (const std::string& file : captures()) {
    const auto whole = run("convert " + file + " -");
    if (whole.code != 0 || file.ends_with("ng")) continue;
    EXPECT_EQ(run("convert --packets 1- " + file + " -").out, whole.out) << file;
    EXPECT_EQ(run("convert -Y frame " + file + " -").out, whole.out) << file;
    ++compared;
  }
  EXPECT_GT(compared, 30u);
}

TEST_F(ConvertChosen, WritesTheRecordsOfThePacketsThatWereChosen) {
  const auto capture = [](const std::vector<test::PcapRecord>& records) {
    const test::ByteVector bytes = test::pcap_bytes({}, records);
    return std::string(bytes.begin(), bytes.end());
  };
  const test::PcapRecord one{1, 2, "one"}, two{3, 4, "two"}, three{5, 6, "three"};
  const std::string file = write("in.pcap", capture({one, two, three}));
  EXPECT_EQ(converted("--packets 2", file), capture({two}));
  EXPECT_EQ(converted("--packets 1,3", file), capture({one, three}));
  EXPECT_EQ(converted("--from 3 --before 5.000006", file), capture({two}));
  EXPECT_EQ(converted("-Y 'frame.len == 3'", file), capture({one, two}));
  EXPECT_EQ(converted("-Y 'frame.len == 9'", file), capture({}));
}

// Of pcapng everything else stays: names, statistics, secrets, also without packets.
TEST_F(ConvertChosen, KeepsTheOtherBlocksOfPcapng) {
  for (const ByteOrder order : test::kBothOrders) {
    const test::PcapngBytes make(order);
    const auto packet = [&](std::string_view bytes) {
      return make.enhanced({.ticks = 1, .bytes = bytes});
    };
    const auto names = make.block(pcapng::kNameResolution, make.u32(0));
    const auto unknown = make.block(0x123, make.text("anything"));
    const auto secret = make.block(pcapng::kCustomNoCopy, make.u32(32473) + make.text("secret"));
    const auto inside = make.interface() + packet("one") + names + packet("two") + unknown;
    const std::string file =
        write("in.pcapng", make.section({}, inside.size() + secret.size()) + secret + inside);
    const auto text = [](const test::ByteVector& bytes) {
      return std::string(bytes.begin(), bytes.end());
    };
    // How long a section is its header does not say any more, and what must not be copied into a
    // capture that is changed is left out.
    const auto two = make.section() + make.interface() + names + packet("two") + unknown;
    EXPECT_EQ(converted("-Y frame.number==2", file), text(two));
    EXPECT_EQ(converted("--packets 2-", file), text(two));
    EXPECT_EQ(converted("--from 2", file),
              text(make.section() + make.interface() + names + unknown));
    EXPECT_EQ(converted("--custom keep --packets 2-", file),
              text(make.section() + secret + make.interface() + names + packet("two") + unknown));
    EXPECT_EQ(converted("--packets 1", file),
              text(make.section() + make.interface() + packet("one")))
        << "reading ends behind the last packet";
  }
}

// IXIA's header says how long all records are.
TEST_F(ConvertChosen, CountsTheLengthOfRecordsAgain) {
  const std::string small = write("small.pcap", test::capture_of({{}, {}, {}}));
  const std::string all = (folder_ / "all.lcap").string(), two = (folder_ / "two.lcap").string();
  ASSERT_EQ(run("convert --to lcap-hw " + small + " " + all).code, 0);
  ASSERT_EQ(run("convert --packets 2-3 " + all + " " + two).code, 0);
  const auto info = run("info " + two);
  EXPECT_EQ(info.code, 0);
  EXPECT_NE(info.out.find("Issues           0"), std::string::npos) << info.out;
  EXPECT_NE(info.out.find("Packets          2"), std::string::npos) << info.out;
}

TEST_F(ConvertChosen, ChoosesInEveryFormatThatIsWritten) {
  const std::string file = test::dissected_capture("transport").string();
  const std::string wanted = print("-Y udp --fields frame.time_epoch,frame.len " + file);
  ASSERT_NE(wanted, "");
  for (const std::string to : {"usec --endian big", "nsec", "pcapng", "pcapng --endian big"}) {
    const std::string out = (folder_ / "written").string();
    ASSERT_EQ(run("convert --force -Y udp --to " + to + " " + file + " " + out).code, 0);
    EXPECT_EQ(print("--fields frame.time_epoch,frame.len " + out), wanted) << to;
  }
}

// The same packets as `tshark -Y -w` and `editcap -r`, which write pcapng: compared are their
// times, lengths and bytes. With two passes (-2) tshark also writes packets that those depend on,
// fragments of what they complete: that is not done here.
TEST_F(ConvertChosen, KeepsThePacketsThatTsharkAndEditcapKeep) {
  if (!has("tshark") || !has("editcap")) GTEST_SKIP() << "tshark and editcap are not installed";
  const std::string theirs = (folder_ / "theirs").string(), ours = (folder_ / "ours").string();
  const auto compare = [&](const std::string& program, const std::string& words,
                           const std::string& file) {
    ASSERT_EQ(shell(program).code, 0) << program;
    ASSERT_EQ(run("convert --force " + words + " " + file + " " + ours).code, 0) << words;
    const auto packets = [&](const std::string& path) {
      return print("--fields frame.time_epoch,frame.len,frame.cap_len " + path) +
             run("events --time epoch " + path).out;
    };
    const auto only_packets = [&](std::string events) {
      std::string kept;
      std::istringstream lines(events);
      for (std::string line; std::getline(lines, line);) {
        // Without what only pcapng has.
        const std::size_t from = line.find(",\"section_id\""), to = line.find(",\"data\"");
        const std::size_t interface = line.find(",\"interface_id\"");
        const std::size_t begin = std::min(from, interface);
        kept += begin == line.npos ? line : line.substr(0, begin) + line.substr(to);
        kept += "\n";
      }
      return kept;
    };
    const std::string wanted = only_packets(packets(theirs));
    EXPECT_EQ(only_packets(packets(ours)), wanted) << words << " " << file;
  };
  for (const std::string name : {"http", "dns", "mail"}) {
    const std::string file = test::dissected_capture(name).string();
    for (const std::string filter :
         {"udp", "tcp.flags.syn == 1", "not ip", "ip.ttl < 64", "tcp.analysis.flags",
          "dns.qry.name contains \"example\"", "frame.number in {2..4}"}) {
      compare("tshark -n -r " + file + " -Y '" + filter + "' -w " + theirs, "-Y '" + filter + "'",
              file);
    }
    compare("editcap -r " + file + " " + theirs + " 1 3-4", "--packets 1,3-4", file);
    compare("editcap -A 2000-01-01T00:00:00 -B 2024-01-01T00:00:00 " + file + " " + theirs,
            "--from 2000-01-01 --before 2024-01-01", file);
  }
}

TEST_F(ConvertChosen, GivesADamagedCapturesPacketsAndSaysIt) {
  test::ByteVector bytes = test::capture_of({{}, {}, {}});
  bytes.resize(bytes.size() - 5);
  const std::string cut = write("cut.pcap", bytes);
  const auto outcome = run("convert --packets 2- " + cut + " -");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out.size(), 24u + 16 + 50);
  EXPECT_NE(outcome.err.find("packet 3"), std::string::npos);
}

}  // namespace
}  // namespace packetglass
