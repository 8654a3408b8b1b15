// packetglass print --explain and --depth.
#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

class Explain : public test::CommandLine {
 protected:
  // What is printed behind a word at the beginning of a line.
  static std::string behind(const std::string& out, const std::string& word) {
    const std::size_t at = out.find("\n" + word);
    if (at == out.npos) return "no line " + word;
    const std::size_t from = out.find_first_not_of(' ', at + 1 + word.size());
    return out.substr(from, out.find('\n', from) - from);
  }
  std::uint64_t number(const std::string& out, const std::string& word) const {
    const std::string text = behind(out, word);
    EXPECT_EQ(text.find_first_not_of("0123456789"), text.npos) << word << ": " << text;
    return std::strtoull(text.c_str(), nullptr, 10);
  }
  const std::string transport_ = test::dissected_capture("transport").string();
};

TEST_F(Explain, SaysWhatAnswersEachTestAndHowManyPackets) {
  const auto [code, out, err] =
      run("print --explain -Y 'tcp.port==80 && tcp.flags.syn==1||ip.ttl lt 3 or frame.len>9999 or "
          "tcp.checksum == 1' " +
          transport_);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err, "");
  EXPECT_EQ(
      out.substr(0, out.find('\n')),
      "Filter: tcp.port == 80 and tcp.flags.syn == True or ip.ttl < 3 or frame.len > 9999 or "
      "tcp.checksum == 1");
  EXPECT_EQ(behind(out, "tcp.port == 80 "), "conversation");
  EXPECT_EQ(behind(out, "tcp.flags.syn == True "), "kind of packet");
  EXPECT_EQ(behind(out, "ip.ttl < 3 "), "headers of a plain packet");
  EXPECT_EQ(behind(out, "frame.len > 9999 "), "columns of the packet");
  EXPECT_EQ(behind(out, "tcp.checksum == 1 "), "dissection: tcp.checksum");
}

// The counts are of all packets, each once, and chosen are those that are printed.
TEST_F(Explain, CountsEachPacketOnce) {
  for (const std::string filter :
       {"tcp", "tcp.port == 80", "frame.len > 70", "ip.ttl > 3", "ip.ttl > 3 or tcp.checksum"}) {
    const auto [code, out, err] = run("print --explain -Y '" + filter + "' " + transport_);
    EXPECT_EQ(code, 0);
    std::uint64_t sum = 0;
    for (const char* from : {"kind of packet", "conversation", "columns of the packet",
                             "headers of a plain packet", "dissection ", "not answered"}) {
      sum += number(out, from);
    }
    EXPECT_EQ(sum, 23u) << out;
    const std::string lines = run("print -Y '" + filter + "' " + transport_).out;
    EXPECT_EQ(number(out, "chosen"),
              static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n')));
  }
  const std::string of_kind = run("print --explain -Y arp " + transport_).out;
  EXPECT_GT(number(of_kind, "kind of packet"), 20u);
}

TEST_F(Explain, NeedsAFilterAndPrintsNoPackets) {
  EXPECT_EQ(run("print --explain " + transport_).code, 2);
  EXPECT_EQ(run("print --explain -Y tcp --json " + transport_).code, 2);
  EXPECT_EQ(run("print --explain -Y 'tcp and' " + transport_).code, 2);
}

// A depth that does not answer all packets says of how many.
TEST_F(Explain, ForcedDepthsSayWhatTheyDoNotAnswer) {
  const auto at = [&](const std::string& depth, const std::string& filter) {
    return run("print --depth " + depth + " --fields frame.number -Y '" + filter + "' " +
               transport_);
  };
  const std::string all = run("print --fields frame.number -Y 'tcp.port == 80' " + transport_).out;
  EXPECT_EQ(at("dissection", "tcp.port == 80").out, all);
  EXPECT_EQ(at("dissection", "tcp.port == 80").code, 0);
  const auto columns = at("columns", "ip.ttl > 3");
  EXPECT_EQ(columns.code, 1);
  EXPECT_NE(columns.err.find("packets are not answered at this depth"), std::string::npos);
  EXPECT_EQ(at("headers", "tcp.checksum").code, 1);
  EXPECT_EQ(at("wires", "tcp").code, 2);
}

// Whatever a depth answers, it answers as dissection does, on every capture.
TEST_F(Explain, DepthsThatAnswerAllPacketsGiveTheSame) {
  std::size_t answered = 0;
  for (const std::string& name : test::dissected_captures()) {
    const std::string file = test::dissected_capture(name).string();
    for (const std::string filter :
         {"tcp.port == 80 or udp.port == 53", "frame.len > 100 and ip", "not ip.ttl < 64",
          "eth.src[0] == 2 xor tcp.flags.ack == 1"}) {
      const auto at = [&](const std::string& depth) {
        return run("print --depth " + depth + " --fields frame.number -Y '" + filter + "' " +
                   file);
      };
      const std::string expected = at("dissection").out;
      for (const std::string depth : {"columns", "headers"}) {
        const auto found = at(depth);
        if (found.code != 0) continue;
        EXPECT_EQ(found.out, expected) << depth << " " << filter << " " << name;
        ++answered;
      }
    }
  }
  EXPECT_GT(answered, 50u);
}

}  // namespace
}  // namespace packetglass
