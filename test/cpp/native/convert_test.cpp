// Runs packetglass convert as a person does.
#include <gtest/gtest.h>

#include "support/command.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::pcap_bytes;
using test::operator+;

class ConvertCommand : public testing::Test {
 protected:
  ConvertCommand() {
    write("in.pcap", pcap_bytes({}, {{1, 2, "one"}, {3, 4, "two"}, {5, 6, "three"}}));
  }

  void write(const std::string& name, const test::ByteVector& bytes) const {
    std::ofstream(path(name), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  std::string content(const std::string& name) const { return test::read_file(path(name)); }
  test::Outcome run(const std::string& words) const {
    return shell(PACKETGLASS_BINARY " convert " + words);
  }
  test::Outcome shell(const std::string& line) const {
    return folder_.shell("cd " + folder_.path().string() + " && " + line);
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

TEST_F(ConvertCommand, MakesAnEmptyCaptureOfASectionAlone) {
  write("section.pcapng", test::PcapngBytes(ByteOrder::kLittle).section());
  for (const std::string format : {"usec", "nsec", "borkmann", "lcap-sw", "pcapng"}) {
    const auto outcome = run("--force --to " + format + " section.pcapng made");
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto info = shell(PACKETGLASS_BINARY " info --json made");
    EXPECT_EQ(info.code, 0) << info.out;
    EXPECT_NE(info.out.find("\"packets\":0"), std::string::npos) << info.out;
  }
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
  const std::string says = ": a header does not say how long its records are\n";
  EXPECT_EQ(run("--to lcap-hw in.pcap - | cat").err, "packetglass: standard output" + says);
  EXPECT_EQ(run("--to lcap-hw --compress gz in.pcap x.gz").err, "packetglass: x.gz" + says);
  EXPECT_EQ(run("--to usec x.gz -").out, content("in.pcap"));
}

TEST_F(ConvertCommand, FillsInTheLengthOfTheRecordsBehindWhatAFileHoldsAlready) {
  const auto outcome = shell("{ printf 12345; " PACKETGLASS_BINARY
                             " convert --to lcap-hw in.pcap -; } > x; tail -c +6 x");
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(run("--to lcap-hw in.pcap y").code, 0);
  EXPECT_EQ(outcome.out, content("y"));
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

// Each is decompressed by the program of its own.
TEST_F(ConvertCommand, CompressesToWhatItWritesUncompressed) {
  const std::pair<const char*, const char*> programs[] = {
      {"gz", "gzip"}, {"zst", "zstd"}, {"lz4", "lz4"}, {"xz", "xz"}, {"bz2", "bzip2"}};
  for (const char* target : {"", "--to nsec --endian big ", "--to pcapng "}) {
    const std::string plain = run(std::string(target) + "in.pcap -").out;
    ASSERT_NE(plain, "");
    for (const auto& [name, program] : programs) {
      const std::string words = std::string(target) + "--compress " + name;
      EXPECT_EQ(run("--force " + words + " in.pcap x").code, 0) << words;
      EXPECT_NE(content("x"), plain) << words;
      EXPECT_EQ(run(words + " - - < in.pcap").out, content("x")) << words;
      EXPECT_EQ(run("x -").out, plain) << words << ", read again";
      if (shell(std::string("command -v ") + program).code != 0) continue;
      EXPECT_EQ(shell(std::string(program) + " -dc < x").out, plain) << words;
    }
  }
}

TEST_F(ConvertCommand, SaysThatTheDiskIsFull) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  for (const char* words : {"", "--to nsec ", "--to pcapng ", "--compress gz "}) {
    const auto to_file = run(std::string("--force ") + words + "in.pcap /dev/full");
    EXPECT_EQ(to_file.code, 1) << words;
    EXPECT_EQ(to_file.err, "packetglass: /dev/full: No space left on device\n") << words;
    const auto to_pipe = run(std::string(words) + "in.pcap - > /dev/full");
    EXPECT_EQ(to_pipe.code, 1) << words;
    EXPECT_EQ(to_pipe.err, "packetglass: standard output: No space left on device\n") << words;
  }
}

TEST_F(ConvertCommand, AppliesTheTimeZoneWhenAsked) {
  test::PcapHeader header;
  header.thiszone = 3600;
  write("zone.pcap", pcap_bytes(header, {{1, 2, "a"}}));
  EXPECT_EQ(run("zone.pcap -").out, content("zone.pcap"));
  header.thiszone = 0;
  const auto applied = pcap_bytes(header, {{3601, 2, "a"}});
  EXPECT_EQ(run("--apply-time-zone zone.pcap -").out, std::string(applied.begin(), applied.end()));
  EXPECT_NE(run("--to pcapng zone.pcap -").err.find("cannot hold the time zone"),
            std::string::npos);
}

TEST_F(ConvertCommand, KeepsOrDropsWhatMustNotBeCopied) {
  const test::PcapngBytes make(ByteOrder::kBig);
  const auto secret = make.block(pcapng::kCustomNoCopy, make.u32(32473) + make.text("secret"));
  const auto begin = make.section() + make.interface();
  write("in.pcapng", begin + secret);
  const auto has_secret = [this](const std::string& words) {
    return run(words + " in.pcapng -").out.find("secret") != std::string::npos;
  };
  EXPECT_TRUE(has_secret(""));
  EXPECT_TRUE(has_secret("--custom auto --endian big"));
  EXPECT_FALSE(has_secret("--endian little"));
  EXPECT_TRUE(has_secret("--custom keep --endian little"));
  EXPECT_FALSE(has_secret("--custom drop"));
  const auto dropped = run("--custom drop in.pcapng -");
  EXPECT_EQ(dropped.code, 0);
  EXPECT_EQ(dropped.err,
            "packetglass: in.pcapng: byte 48: 1 custom blocks and options that must not be copied "
            "into a changed capture were left out.\n");
  EXPECT_EQ(run("--custom some in.pcapng -").code, 2);
}

}  // namespace
}  // namespace packetglass
