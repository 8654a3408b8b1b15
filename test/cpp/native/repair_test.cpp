// Runs packetglass repair as a person does, on captures that were damaged on purpose.
#include <gtest/gtest.h>

#include "support/command_line.h"

namespace packetglass {
namespace {

using test::ByteVector;

// Twenty packets that hold their own number, of 60 bytes and more.
ByteVector capture() {
  std::vector<std::string> texts;
  for (int i = 0; i < 20; ++i) {
    texts.push_back(std::string(12, '\2') + "\x88\xb5 packet " + std::to_string(i) +
                    std::string(60, 'x'));
  }
  std::vector<test::PcapRecord> records;
  for (const auto& text : texts) records.push_back({1'700'000'000, 1, text});
  return test::pcap_bytes({}, records);
}

class RepairCommand : public test::CommandLine {
 protected:
  struct Repaired {
    int code;
    std::string err;
    std::string out;      // the capture
    std::string skipped;  // the bytes
    int packets;          // that are in it as it is read again, strictly
  };

  // The capture that comes out is sound, unless that is not to be looked at.
  Repaired repair(const ByteVector& damaged, bool is_sound = true) const {
    const std::string in = write("in", damaged);
    const std::string out = (folder_ / "repaired").string();
    const auto outcome =
        run("repair --force " + in + " " + out + " --skipped " + (folder_ / "skipped").string());
    const auto read = run("print --strict " + out);
    if (is_sound) {
      EXPECT_EQ(read.code, 0) << read.err;
      EXPECT_EQ(read.err, "");
    }
    return {outcome.code, outcome.err, test::read_file(out), test::read_file(folder_ / "skipped"),
            static_cast<int>(std::count(read.out.begin(), read.out.end(), '\n'))};
  }
  ByteVector pcapng() const {
    write("in.pcap", capture());
    const std::string out =
        run("convert --to pcapng " + (folder_ / "in.pcap").string() + " -").out;
    return {out.begin(), out.end()};
  }
};

constexpr std::ptrdiff_t kHeader = 24;
constexpr std::ptrdiff_t kRecord = 16 + 12 + 2 + 8 + 1 + 60;  // of the first ten

TEST_F(RepairCommand, LeavesASoundCaptureAsItIs) {
  const auto result = repair(capture());
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(ByteVector(result.out.begin(), result.out.end()), capture());
  EXPECT_EQ(result.skipped, "");
  EXPECT_NE(result.err.find("20 packets were kept, 0 bytes skipped in 0 places"),
            std::string::npos)
      << result.err;
}

TEST_F(RepairCommand, PutsBackAMagicThatIsZero) {
  auto damaged = capture();
  std::fill_n(damaged.begin(), 4, std::uint8_t{0});
  const auto result = repair(damaged);
  EXPECT_EQ(ByteVector(result.out.begin(), result.out.end()), capture());
  EXPECT_NE(result.err.find("a header was made"), std::string::npos) << result.err;
}

TEST_F(RepairCommand, MakesAHeaderWhereAllOrPartOfItIsMissing) {
  for (const std::ptrdiff_t missing : {10, 24}) {
    auto damaged = capture();
    damaged.erase(damaged.begin(), damaged.begin() + missing);
    const auto result = repair(damaged);
    EXPECT_EQ(ByteVector(result.out.begin(), result.out.end()), capture()) << missing;
    EXPECT_EQ(result.skipped.size(), static_cast<std::size_t>(24 - missing)) << missing;
  }
}

TEST_F(RepairCommand, KeepsAsideWhatIsInNoPacket) {
  auto damaged = capture();
  // A length that cannot be, in the third record.
  const std::ptrdiff_t third = kHeader + 2 * kRecord;
  std::fill_n(damaged.begin() + third + 8, 4, std::uint8_t{0xff});
  const auto result = repair(damaged);
  EXPECT_EQ(result.packets, 19);
  EXPECT_EQ(ByteVector(result.skipped.begin(), result.skipped.end()),
            ByteVector(damaged.begin() + third, damaged.begin() + third + kRecord));
  EXPECT_NE(result.err.find("19 packets were kept, " + std::to_string(kRecord) +
                            " bytes skipped in 1 places"),
            std::string::npos)
      << result.err;
}

TEST_F(RepairCommand, EveryByteIsEitherKeptOrKeptAside) {
  const auto whole = capture();
  for (std::size_t at = kHeader + kRecord; at < whole.size(); at += 131) {
    auto longer = whole;
    longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(at), 5, 0xee);
    auto shorter = whole;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at),
                  shorter.begin() + static_cast<std::ptrdiff_t>(std::min(at + 3, whole.size())));
    // Inserted bytes the reader does not find back from yet; none is lost all the same.
    const auto inserted = repair(longer, false);
    EXPECT_EQ(inserted.out.size() + inserted.skipped.size(), longer.size()) << at;
    const auto missing = repair(shorter);
    EXPECT_EQ(missing.out.size() + missing.skipped.size(), shorter.size()) << at;
    EXPECT_GE(missing.packets, 18) << at;
  }
}

TEST_F(RepairCommand, UndoesATransferInTextMode) {
  auto whole = capture();
  for (int i = 0; i < 10; ++i) {
    // Captured length 10 and text with line feeds, so that there are some to be damaged.
    test::append_record(whole, {1'700'000'000, 10, "ten bytes\n"}, ByteOrder::kLittle);
  }
  ByteVector damaged;
  for (const std::uint8_t byte : whole) {
    if (byte == '\n') damaged.push_back('\r');
    damaged.push_back(byte);
  }
  const auto result = repair(damaged);
  EXPECT_EQ(ByteVector(result.out.begin(), result.out.end()), whole);
  EXPECT_NE(result.err.find("text mode"), std::string::npos) << result.err;
}

TEST_F(RepairCommand, DropsAPacketThatIsCutShort) {
  auto damaged = capture();
  damaged.resize(damaged.size() - 5);
  const auto result = repair(damaged);
  EXPECT_EQ(result.packets, 19);
}

TEST_F(RepairCommand, MendsPcapng) {
  const auto whole = pcapng();
  const auto expect = [&](const ByteVector& damaged, int packets, const char* what) {
    const auto result = repair(damaged);
    EXPECT_EQ(result.code, 0) << what;
    EXPECT_GE(result.packets, packets) << what << result.err;
  };
  auto type = whole;
  std::fill_n(type.begin(), 4, std::uint8_t{0});
  expect(type, 20, "type of the section header");
  auto magic = whole;
  std::fill_n(magic.begin() + 8, 4, std::uint8_t{0});
  expect(magic, 20, "byte-order magic");
  expect({whole.begin() + 28, whole.end()}, 20, "no section header");
  expect({whole.begin() + 28 + 32, whole.end()}, 20, "no header and no interface");
  auto tail = whole;
  tail[tail.size() - 200] ^= 0x55;
  expect(tail, 19, "something in a block");
  auto cut = whole;
  cut.resize(cut.size() - 3);
  expect(cut, 19, "cut end");
}

TEST_F(RepairCommand, RefusesWhatHasNoPackets) {
  write("text", std::string_view("There are no packets in a text, however long it may be.\n"));
  const auto outcome =
      run("repair " + (folder_ / "text").string() + " " + (folder_ / "repaired").string());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "repaired"));
}

TEST_F(RepairCommand, ReportsAsJson) {
  auto damaged = capture();
  std::fill_n(damaged.begin() + kHeader + kRecord + 8, 4, std::uint8_t{0xff});
  const auto outcome =
      run("repair --json " + write("in", damaged) + " " + (folder_ / "repaired").string());
  EXPECT_NE(outcome.err.find("{\"offset\":123,\"kind\":\"bytes_skipped\",\"bytes\":99,"),
            std::string::npos)
      << outcome.err;
  EXPECT_NE(outcome.err.find("{\"packets\":19,\"bytes_skipped\":99,\"places\":1,"),
            std::string::npos)
      << outcome.err;
}

}  // namespace
}  // namespace packetglass
