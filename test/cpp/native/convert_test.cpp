// Runs packetglass convert as a person does.
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/pcap_bytes.h"

namespace packetglass {
namespace {

using test::pcap_bytes;

class ConvertCommand : public testing::Test {
 protected:
  ConvertCommand() {
    const auto bytes = pcap_bytes({}, {{1, 2, "one"}, {3, 4, "two"}, {5, 6, "three"}});
    std::ofstream(path("in.pcap"), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string content(const std::string& name) const { return test::read_file(path(name)); }
  test::Outcome run(const std::string& words) const {
    return folder_.shell("cd " + folder_.path().string() + " && " PACKETGLASS_BINARY " convert " +
                         words);
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_F(ConvertCommand, CopiesByteForByteWhenNothingIsAskedToChange) {
  const auto outcome = run("in.pcap out.pcap");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
  EXPECT_EQ(content("out.pcap"), content("in.pcap"));
}

TEST_F(ConvertCommand, TakesVariantsByTheirOwnNamesAndThoseOfEditcap) {
  EXPECT_EQ(run("--to nsec --endian big in.pcap a.pcap").code, 0);
  EXPECT_EQ(run("--to nsecpcap --endian big in.pcap b.pcap").code, 0);
  EXPECT_EQ(content("a.pcap").substr(0, 4), "\xa1\xb2\x3c\x4d");
  EXPECT_EQ(content("a.pcap"), content("b.pcap"));
  EXPECT_EQ(run("--to nonsense in.pcap c.pcap").code, 2);
}

TEST_F(ConvertCommand, ReadsAndWritesPipes) {
  const auto outcome = run("- - <in.pcap");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, content("in.pcap"));
}

TEST_F(ConvertCommand, SaysThatAPipeCannotHaveTheLengthOfTheRecordsFilledIn) {
  const auto outcome = run("--to lcap-hw in.pcap - | cat");
  EXPECT_NE(outcome.err.find("standard output: Illegal seek"), std::string::npos) << outcome.err;
}

TEST_F(ConvertCommand, DoesNotOverwriteAFileUnlessForcedAndNeverItsInput) {
  EXPECT_EQ(run("in.pcap out.pcap").code, 0);
  const auto refused = run("--to nsec in.pcap out.pcap");
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.err, "packetglass: out.pcap: File exists; --force overwrites it\n");
  EXPECT_EQ(run("--force --to nsec in.pcap out.pcap").code, 0);
  const std::string before = content("in.pcap");
  const auto same = run("--force --to nsec in.pcap ./in.pcap");
  EXPECT_EQ(same.code, 1);
  EXPECT_EQ(same.err, "packetglass: ./in.pcap: This is the input too; write to another file.\n");
  EXPECT_EQ(content("in.pcap"), before);
}

TEST_F(ConvertCommand, KeepsWhatIsWholeOfADamagedCaptureAndFails) {
  std::filesystem::resize_file(path("in.pcap"), 24 + 19 + 19 + 18);
  const auto outcome = run("in.pcap out.pcap");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err,
            "packetglass: in.pcap: byte 62: packet 3: The capture ends inside a packet: 2 of 5 "
            "bytes are there.\n");
  EXPECT_EQ(content("out.pcap"), content("in.pcap").substr(0, 62));
}

TEST_F(ConvertCommand, SaysWhyItCannotReadItsInputAndWritesNothing) {
  EXPECT_EQ(run("missing.pcap out.pcap").err,
            "packetglass: missing.pcap: No such file or directory\n");
  EXPECT_FALSE(std::filesystem::exists(path("out.pcap")));
}

}  // namespace
}  // namespace packetglass
