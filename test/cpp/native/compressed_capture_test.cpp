// Runs the native binary on compressed captures, next to the programs people compress with.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "native/output_file.h"
#include "support/command.h"
#include "support/compress.h"

namespace packetglass {
namespace {

using native::Compression;
using native::compressions;
using Json = nlohmann::json;
using test::ByteVector;
using test::compressed;
using test::Outcome;

ByteVector capture(std::size_t packets) {
  std::vector<test::PcapRecord> records;
  for (std::size_t i = 0; i < packets; ++i) {
    records.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i * 7919 % 1000),
                       std::string_view("packetglass").substr(i % 11)});
  }
  return test::pcap_bytes({}, records);
}

class CompressedCapture : public testing::TestWithParam<const Compression*> {
 protected:
  std::string path(const std::string& name) const { return (temporary_.path() / name).string(); }
  std::string write(const std::string& name, const ByteVector& bytes) const {
    std::ofstream(path(name), std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    return path(name);
  }
  Outcome run(const std::string& words) const { return shell(PACKETGLASS_BINARY " " + words); }
  Outcome shell(const std::string& line) const { return temporary_.shell(line); }

  const test::TemporaryFolder temporary_;
  const Compression& compression_ = *GetParam();
  const std::string name_{compression_.name};
  const ByteVector plain_ = capture(500);
  const std::string plain_file_ = write("plain.pcap", plain_);
};

TEST_P(CompressedCapture, IsReadLikeThePlainOneWhateverItIsCalled) {
  const auto file = write("x.pcap", compressed(compression_, plain_));
  const Outcome plain = run("events " + plain_file_);
  const Outcome packed = run("events " + file);
  EXPECT_EQ(packed.code, 0);
  EXPECT_EQ(packed.err, "");
  EXPECT_EQ(packed.out, plain.out);
  EXPECT_EQ(shell("cat " + file + " | " PACKETGLASS_BINARY " events -").out, plain.out);
}

TEST_P(CompressedCapture, IsDescribedWithItsCompressionAndBothSizes) {
  const ByteVector packed = compressed(compression_, plain_);
  const auto file = write("x", packed);
  const Json json = Json::parse(run("info --json " + file).out);
  EXPECT_EQ(json["compression"], name_);
  EXPECT_EQ(json["size"], packed.size());
  EXPECT_EQ(json["decompressed_size"], plain_.size());
  EXPECT_EQ(json["packets"], 500);
  EXPECT_FALSE(Json::parse(run("info --json " + plain_file_).out).contains("compression"));
  EXPECT_NE(run("info " + file)
                .out.find("Size             " + std::to_string(packed.size()) +
                          " bytes\nCompression      " + name_ + "\nDecompressed     " +
                          std::to_string(plain_.size()) + " bytes\n"),
            std::string::npos);
}

TEST_P(CompressedCapture, KeepsThePacketsBeforeADamageAndFails) {
  ByteVector packed = compressed(compression_, plain_);
  packed.resize(packed.size() - 3);
  const auto file = write("cut", packed);
  const Outcome truncated = run("events " + file);
  EXPECT_EQ(truncated.code, 1);
  EXPECT_EQ(truncated.err, "packetglass: " + file + ": byte " + std::to_string(packed.size()) +
                               ": The " + name_ + " data is truncated: it ends within a frame.\n");
  EXPECT_EQ(truncated.out, run("events " + plain_file_).out) << "only the checksum is incomplete";
  const Outcome info = run("info " + file);
  EXPECT_EQ(info.code, 1);
  EXPECT_EQ(info.err, truncated.err);
  EXPECT_NE(info.out.find("Packets          500\n"), std::string::npos);
}

TEST_P(CompressedCapture, SaysInTheLibrarysWordsWhatIsDamaged) {
  ByteVector packed = compressed(compression_, plain_);
  packed[packed.size() - 3] ^= 1;  // the checksum, or for gzip the length
  const auto file = write("bad", packed);
  const Outcome bad = run("info --json " + file);
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.err.find(": The " + name_ + " data is damaged: "), std::string::npos) << bad.err;
  EXPECT_EQ(Json::parse(bad.out)["packets"], 500);
}

TEST_P(CompressedCapture, WithNothingInItIsSaidToBeDamagedOnce) {
  ByteVector packed = compressed(compression_, plain_);
  packed.resize(4);
  const auto file = write("start", packed);
  for (const char* command : {"info ", "events "}) {
    const Outcome outcome = run(command + file);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find("truncated"), std::string::npos);
  }
}

TEST_P(CompressedCapture, OfSomethingElseIsNoCapture) {
  const auto file = write("text", compressed(compression_, ByteVector{'t', 'e', 'x', 't'}));
  const Outcome outcome = run("info " + file);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find("This is not a packet capture"), std::string::npos);
}

// A live capture that is compressed on its way must not wait for its end.
TEST_P(CompressedCapture, InAPipeIsPrintedAsItComes) {
  const auto compressor = compression_.make_compressor();
  ByteVector packed;
  ASSERT_TRUE(compressor->compress(plain_, native::Compressor::Then::kFlush, packed));
  const auto file = write("unfinished", packed);
  const auto fifo = path("fifo");
  const auto piped =
      shell("mkfifo " + fifo + "; " PACKETGLASS_BINARY " events " + fifo + " > " + fifo +
            ".out & exec 3>" + fifo + "; cat " + file + " >&3; for i in $(seq 100); do test -s " +
            fifo + ".out && break; sleep 0.1; done; cat " + fifo + ".out; exec 3>&-; wait");
  EXPECT_EQ(piped.out, run("events " + plain_file_).out);
}

TEST_P(CompressedCapture, OutputFileCompresses) {
  const auto file = path("written");
  {
    native::OutputFile output(file, {.compression = &compression_});
    const auto put = [&](std::size_t from, std::size_t to) {
      output.pending().insert(output.pending().end(), plain_.begin() + from, plain_.begin() + to);
    };
    put(0, 1000);
    EXPECT_FALSE(output.flush());
    EXPECT_NE(run("info " + file).out.find("Captured"), std::string::npos) << "before the end";
    put(1000, 2000);
    EXPECT_FALSE(output.flush_blocks());
    put(2000, plain_.size());
    EXPECT_FALSE(output.finish());
  }
  EXPECT_EQ(run("events " + file).out, run("events " + plain_file_).out);
  EXPECT_EQ(run("events " + file).code, 0);
}

// The capture of a bomb: packets of zeros, three hundred times as large as it is compressed.
TEST_P(CompressedCapture, IsNotReadBeyondWhatMayComeOutOfIt) {
  const std::string zeros(60'000, '\0');
  const std::vector<test::PcapRecord> records(20, {1, 2, zeros});
  const auto file = write("bomb", compressed(compression_, test::pcap_bytes({}, records)));
  const std::string commands[] = {"info ",          "print ",
                                  "events ",        "decapsulate ",
                                  "conversations ", "endpoints ",
                                  "hierarchy ",     "convert - ",
                                  "follow tcp,0 ",  "objects " + path("objects") + " "};
  for (const std::string& command : commands) {
    // FILE comes first.
    const std::string name = command.substr(0, command.find(' '));
    const std::string rest = command.substr(name.size());
    const std::string words = name + " " + file + rest;
    const Outcome stopped = run(words + " --max-decompressed 100000");
    EXPECT_EQ(stopped.code, 1) << words;
    EXPECT_NE(stopped.err.find(": It decompresses to more than 100000 bytes, and to more than 100 "
                               "times what it was; --max-decompressed allows for more.\n"),
              std::string::npos)
        << words << stopped.err;
    EXPECT_LT(stopped.out.size(), 4'000'000u) << words;
    EXPECT_EQ(run(words + " --max-decompressed none").err.find("decompresses"), std::string::npos);
    EXPECT_EQ(run(words).err.find("decompresses"), std::string::npos) << "it is no GiB";
  }
  EXPECT_EQ(run("info --max-decompressed 1k " + file).code, 2);
}

std::string program(const std::string& compression) {
  return compression == "gzip" ? "gzip" : compression;
}

TEST_P(CompressedCapture, AndTheUsualProgramUnderstandEachOther) {
  const std::string tool = program(name_);
  if (shell(tool + " --version").code != 0) GTEST_SKIP() << tool << " is not installed";
  const auto ours = write("ours", compressed(compression_, plain_));
  const Outcome undone = shell(tool + " -dc < " + ours);
  EXPECT_EQ(undone.code, 0) << undone.err;
  EXPECT_EQ(ByteVector(undone.out.begin(), undone.out.end()), plain_);
  for (const char* level : {"-1", "-9"}) {
    const auto piped =
        shell(tool + " -c " + level + " < " + plain_file_ + " | " PACKETGLASS_BINARY " events -");
    EXPECT_EQ(piped.code, 0) << piped.err;
    EXPECT_EQ(piped.out, run("events " + plain_file_).out);
  }
}

INSTANTIATE_TEST_SUITE_P(By, CompressedCapture, testing::ValuesIn(compressions()),
                         [](const auto& parameter) { return std::string(parameter.param->name); });

}  // namespace
}  // namespace packetglass
