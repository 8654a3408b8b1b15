// Runs packetglass edit as a person does.
#include <gtest/gtest.h>

#include "support/command_line.h"

namespace packetglass {
namespace {

using test::pcap_bytes;

class EditCommand : public test::CommandLine {
 protected:
  EditCommand() {
    write("in.pcap",
          pcap_bytes({}, {{10, 2, "one"}, {5, 4, "two"}, {12, 6, "three"}, {13, 0, "one"}}));
  }

  test::Outcome edit(const std::string& words) const {
    return shell("cd " + folder_.string() + " && " PACKETGLASS_BINARY " edit " + words);
  }
  std::string content(const std::string& name) const { return test::read_file(folder_ / name); }
  bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
  bool has_editcap() const {
    return shell("command -v editcap && command -v tshark && command -v tcpdump").code == 0;
  }

  // Number, time and lengths of each packet as tshark has them, and its bytes.
  std::string packets(const std::string& name) const {
    return shell("cd " + folder_.string() + " && tshark -r " + name +
                 " -T fields -e frame.time_epoch -e frame.cap_len -e frame.len"
                 " -e frame.comment; tcpdump -tttt -xx -r " +
                 name)
        .out;
  }
};

TEST_F(EditCommand, CopiesByteForByteWithoutSteps) {
  const auto outcome = edit("in.pcap out.pcap");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
  EXPECT_EQ(content("out.pcap"), content("in.pcap"));
}

TEST_F(EditCommand, SaysWhatEachStepDidInTheirOrder) {
  EXPECT_EQ(edit("in.pcap out.pcap --cut 3 --dedup 4 --cut 2").err,
            "cut: 1 packets cut\ndedup: 1 duplicates dropped\ncut: 3 packets cut\n");
  EXPECT_EQ(edit("in.pcap a.pcap --cut 3 --json").err, "{\"step\":\"cut\",\"packets cut\":1}\n");
  EXPECT_EQ(edit("in.pcap b.pcap --cut 3 --quiet").err, "");
}

TEST_F(EditCommand, CommentsAPacketOfClassicPcapThatBecomesPcapng) {
  EXPECT_EQ(edit("in.pcap out.pcapng --packet-comment 3:hello").code, 0);
  EXPECT_NE(content("out.pcapng").find("hello"), std::string::npos);
  EXPECT_EQ(edit("in.pcap other --to pcapng --packet-comment 3:hello").code, 0);
  EXPECT_EQ(content("other"), content("out.pcapng"));
  const auto refused = edit("in.pcap out.pcap --packet-comment 3:hello");
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.err,
            "packetglass: in.pcap: Classic pcap has no place for comments: write pcapng, with "
            "--to pcapng.\n");
  EXPECT_FALSE(has("out.pcap"));
}

TEST_F(EditCommand, QuotesAValueThatIsWrong) {
  const auto outcome = edit("in.pcap out.pcap --shift soon");
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("\"soon\" is no duration: 1.5s, -2h, 100ms"), std::string::npos)
      << outcome.err;
  EXPECT_FALSE(has("out.pcap"));
}

TEST_F(EditCommand, WritesNothingWhereAStepCannotBeDone) {
  const auto outcome = edit("in.pcap out.pcap --shift -1h");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find("Packet 1 cannot have the time"), std::string::npos) << outcome.err;
  EXPECT_FALSE(has("out.pcap"));
}

// Packets are chosen first: steps see those alone.
TEST_F(EditCommand, StepsSeeThePacketsThatAreChosen) {
  EXPECT_EQ(edit("in.pcap out.pcapng --packets 3- --packet-comment 1:third").code, 0);
  EXPECT_LT(content("out.pcapng").find("three"), content("out.pcapng").find("third"));
  EXPECT_EQ(content("out.pcapng").find("two"), std::string::npos);
}

TEST_F(EditCommand, SecretsArePutInAndTakenOutAgain) {
  write("keys", std::string_view("CLIENT_RANDOM 00 11\n"));
  EXPECT_EQ(edit("in.pcap out.pcapng --secrets keys").code, 0);
  const std::string out = (folder_ / "out.pcapng").string();
  const auto listed = run("secrets " + out);
  EXPECT_EQ(listed.code, 0);
  EXPECT_NE(listed.out.find("TLS Key Log, 20 bytes"), std::string::npos) << listed.out;
  EXPECT_EQ(run("secrets " + out + " --extract -").out, content("keys"));
  EXPECT_EQ(edit("out.pcapng none.pcapng --drop-secrets").code, 0);
  EXPECT_EQ(run("secrets " + (folder_ / "none.pcapng").string()).out, "");
}

// Each does what editcap does with the words behind it, as tshark reads both. (Where times fall
// editcap -w looks no further back, and misses copies that --dedup finds.)
TEST_F(EditCommand, DoesWhatEditcapDoes) {
  if (!has_editcap()) GTEST_SKIP() << "there is no editcap";
  const std::pair<const char*, const char*> same[] = {
      {"--cut 3", "-s 3"},
      {"--chop 2", "-L -C 2"},
      {"--chop -2", "-L -C -2"},
      {"--chop 1:1", "-L -C 1:1"},
      {"--chop -2:1", "-L -C -2:1"},
      {"--shift 1.5", "-t 1.5"},
      {"--shift -0.000001", "-t -0.000001"},
      {"--strict-times 0", "-S 0"},
      {"--strict-times 0.000001", "-S 0.000001"},
      {"--interval 0.5", "-S -0.5"},
      {"--dedup 5", "-d"},
      {"--dedup 4", "-D 4"},
      {"--dedup 3", "-D 3"},
      {"--dedup 5,skip=1", "-D 5 -I 1"},
      {"--dedup 1s", "-w 1"},
      {"--from 1970-01-01T00:00:10Z", "-A 10"},
      {"--before 1970-01-01T00:00:12Z", "-B 12"},
      {"--to pcapng --packet-comment 2:said", "-F pcapng -a 2:said"},
  };
  for (const auto& [ours, theirs] : same) {
    ASSERT_EQ(edit("--force -q in.pcap a " + std::string(ours)).code, 0) << ours;
    const auto peer = shell("cd " + folder_.string() + " && editcap -F pcap " +
                            std::string(theirs) + " in.pcap b");
    ASSERT_EQ(peer.code, 0) << theirs << peer.err;
    EXPECT_EQ(packets("a"), packets("b")) << ours;
  }
}

}  // namespace
}  // namespace packetglass
