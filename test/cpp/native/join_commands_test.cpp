// Runs merge, split, reorder and compare as a person does.
#include "support/command_line.h"

namespace packetglass {
namespace {

using test::PcapRecord;

class JoinCommands : public test::CommandLine {
 protected:
  std::string capture(const std::string& name, const std::vector<PcapRecord>& records) const {
    return write(name, test::pcap_bytes({}, records));
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  bool exists(const std::string& name) const { return std::filesystem::exists(folder_ / name); }

  const std::string a_ = capture("a.pcap", {{1, 0, "one"}, {5, 0, "five"}});
  const std::string b_ = capture("b.pcap", {{3, 0, "three"}});
  const std::string mixed_ = capture("mixed.pcap", {{5, 0, "five"}, {1, 0, "one"}});
};

TEST_F(JoinCommands, MergesToClassicPcapInTheVariantOfAllInputs) {
  const auto outcome = run("merge " + a_ + " " + b_ + " -w " + path("out.pcap"));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto wanted = test::pcap_bytes({}, {{1, 0, "one"}, {3, 0, "three"}, {5, 0, "five"}});
  EXPECT_EQ(test::read_file(path("out.pcap")), std::string(wanted.begin(), wanted.end()));
}

TEST_F(JoinCommands, NeverMergesIntoAnInputAndWritesNothingOfWhatIsNoCapture) {
  const std::string before = test::read_file(a_);
  const auto same = run("merge --force " + b_ + " " + a_ + " -w " + a_);
  EXPECT_EQ(same.code, 1);
  EXPECT_NE(same.err.find("This is an input too"), std::string::npos);
  EXPECT_EQ(test::read_file(a_), before);
  const auto text = write("text", std::string_view("no capture at all, just words"));
  EXPECT_EQ(run("merge " + a_ + " " + text + " -w " + path("x")).code, 1);
  EXPECT_EQ(run("merge " + a_ + " missing -w " + path("x")).code, 1);
  EXPECT_FALSE(exists("x"));
}

TEST_F(JoinCommands, JoinsWhatIsWholeOfADamagedInputAndFails) {
  std::filesystem::resize_file(a_, std::filesystem::file_size(a_) - 1);
  EXPECT_EQ(run("merge " + a_ + " " + b_ + " -w " + path("out.pcap")).code, 1);
  EXPECT_EQ(run("compare -q " + path("out.pcap") + " " +
                capture("wanted.pcap", {{1, 0, "one"}, {3, 0, "three"}}))
                .code,
            0);
}

TEST_F(JoinCommands, PutsPacketsInOrderFromFilesAndPipes) {
  EXPECT_EQ(run("reorder " + mixed_ + " " + path("out.pcap")).out, "2 packets, 1 out of order\n");
  EXPECT_EQ(test::read_file(path("out.pcap")), test::read_file(a_));
  const auto piped = shell("cat " + mixed_ + " | " PACKETGLASS_BINARY " reorder - - ");
  EXPECT_EQ(piped.out, test::read_file(a_));
  EXPECT_EQ(piped.err, "2 packets, 1 out of order\n");
}

TEST_F(JoinCommands, WritesNothingWhenInOrderIfAsked) {
  EXPECT_EQ(run("reorder -n " + a_ + " " + path("out.pcap")).code, 0);
  EXPECT_FALSE(exists("out.pcap"));
}

TEST_F(JoinCommands, SplitsToWholeCapturesThatJoinToTheSame) {
  EXPECT_EQ(run("split --packets 1 " + a_ + " " + path("p.pcap")).out, "2 parts\n");
  EXPECT_EQ(run("merge " + path("p-00001.pcap") + " " + path("p-00002.pcap") + " -w " +
                path("again.pcap"))
                .code,
            0);
  EXPECT_EQ(test::read_file(path("again.pcap")), test::read_file(a_));
  EXPECT_EQ(run("split " + a_ + " " + path("p.pcap")).code, 2);
}

TEST_F(JoinCommands, LeavesNoPartWhereOneOfThemExists) {
  write("k-other.pcap", std::string_view("mine"));
  EXPECT_EQ(run("split --conversation " + a_ + " " + path("k.pcap")).code, 1);
  EXPECT_EQ(test::read_file(path("k-other.pcap")), "mine");
}

TEST_F(JoinCommands, ComparesWithTheExitCodesOfDiff) {
  EXPECT_EQ(run("compare " + a_ + " " + a_).code, 0);
  const auto differs = run("compare " + a_ + " " + b_);
  EXPECT_EQ(differs.code, 1);
  EXPECT_NE(differs.out.find("0 the same, 0 changed, 0 moved, 2 only in A, 1 only in B"),
            std::string::npos);
  EXPECT_EQ(run("compare " + a_ + " missing").code, 2);
  EXPECT_EQ(run("compare --ignore no.field " + a_ + " " + a_).code, 2);
  EXPECT_EQ(run("compare -q --ignore time " + a_ + " " +
                capture("later.pcap", {{2, 0, "one"}, {6, 0, "five"}}))
                .code,
            0);
}

}  // namespace
}  // namespace packetglass
