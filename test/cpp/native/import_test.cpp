// Runs packetglass import as a person does.
#include <gtest/gtest.h>

#include "support/command.h"

namespace packetglass {
namespace {

class ImportCommand : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  bool exists(const std::string& name) const { return std::filesystem::exists(path(name)); }
  test::Outcome run(const std::string& words) const {
    return folder_.shell("cd " + folder_.path().string() + " && " PACKETGLASS_BINARY " " + words);
  }

 private:
  test::TemporaryFolder folder_;
};

constexpr char kTwo[] = "I 2023-11-14T22:13:20.5Z\n0000 41 42 43\n\nO x\n0000 44\n";

TEST_F(ImportCommand, MakesACaptureOfWhatPrintPrints) {
  write("text", kTwo);
  ASSERT_EQ(run("import -T 1,2 text first.pcap").code, 0);
  ASSERT_EQ(run("print -x first.pcap > printed").code, 0);
  ASSERT_EQ(run("import printed second.pcap.xz").code, 0);
  const std::string fields = " --fields frame.len,eth.dst,ip.checksum,tcp.seq,tcp.payload";
  EXPECT_EQ(run("print first.pcap" + fields).out, run("print second.pcap.xz" + fields).out);
  EXPECT_NE(run("print first.pcap" + fields).out.find("414243"), std::string::npos);
}

TEST_F(ImportCommand, TakesTimesAndSaysWhereThereAreNone) {
  write("text", kTwo);
  const auto outcome = run("import -D -t ISO -u 1,2 text out.pcapng");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err,
            "packetglass: text: before 1 packets no time stands that is as in ISO; each has that "
            "of the packet before and a microsecond\n");
  EXPECT_EQ(run("print out.pcapng --fields frame.time_epoch,ip.src").out,
            "1700000000.500000000\t10.1.1.1\n1700000000.500001000\t10.2.2.2\n");
}

TEST_F(ImportCommand, SaysThatClassicPcapHasNoPlaceForDirections) {
  write("text", kTwo);
  const auto outcome = run("import -D -t ISO -u 1,2 text out.pcap");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("text: 2 directions were left out: pcap has no place for them"),
            std::string::npos)
      << outcome.err;
}

TEST_F(ImportCommand, SaysWhichLineIsWrongAndKeepsWhatWasBefore) {
  write("text", "0000 41\n0005 42\n");
  const auto outcome = run("import text out.pcap");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err,
            "packetglass: text: line 2: The offset 0x5 stands where 0x1 was expected; what is "
            "left of the packet was left out.\n");
  EXPECT_TRUE(exists("out.pcap"));
}

TEST_F(ImportCommand, OfATextWithoutADumpWritesNothing) {
  write("text", "hello\n");
  const auto outcome = run("import text out.pcap");
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, "packetglass: text: there is no hex dump to make a capture of\n");
  EXPECT_FALSE(exists("out.pcap"));
}

TEST_F(ImportCommand, QuotesWhatItDoesNotUnderstand) {
  for (const char* words : {"-u 1", "-T 1,65536", "-s 1,2", "-e xyz", "-i 256", "-4 1.2.3.4,::1",
                            "-t %Q", "-l nonsense", "-m 0", "-u 1,2 -T 1,2"}) {
    EXPECT_EQ(run(std::string("import text out.pcap ") + words).code, 2) << words;
  }
  EXPECT_NE(run("import text out.pcap -u 1").err.find("1 is not like 1000,69"), std::string::npos);
}

}  // namespace
}  // namespace packetglass
