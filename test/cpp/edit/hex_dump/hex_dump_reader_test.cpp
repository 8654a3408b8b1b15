// Hex dumps become packets: in the layouts of tshark, tcpdump, od, hexdump, xxd and text2pcap.
#include "edit/hex_dump/hex_dump_reader.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"

namespace packetglass {
namespace {

class Gathered final : public HexDumpSink {
 public:
  bool packet(const DumpedPacket& packet) override {
    packets.push_back(hex_text(packet.bytes));
    times.push_back(packet.time);
    directions.push_back(packet.direction);
    return true;
  }
  void wrong_offset(const WrongOffset& wrong) override { wrongs.push_back(wrong); }

  std::vector<std::string> packets;
  std::vector<Nanoseconds> times;
  std::vector<Direction> directions;
  std::vector<WrongOffset> wrongs;
  std::uint64_t left_out = 0, without_time = 0;
};

Gathered read(const std::string& text, const HexDumpOptions& options = {}) {
  Gathered gathered;
  HexDumpReader reader(options, gathered);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) reader.line(line);
  reader.finish();
  gathered.left_out = reader.left_out();
  gathered.without_time = reader.without_time();
  return gathered;
}

using Texts = std::vector<std::string>;

TEST(HexDumpReader, ReadsDumpsOfOdWithOffsetsOfSixDigits) {
  EXPECT_EQ(read("000000 41 42 43\n000003 44\n000004\n000000 45\n").packets,
            (Texts{"41424344", "45"}));
}

TEST(HexDumpReader, ReadsDumpsOfTsharkWithoutTheirCharacters) {
  // The characters could be bytes: "ab cd" and "12".
  EXPECT_EQ(read("0000  61 62 20 63 64                                    ab cd\n").packets,
            (Texts{"6162206364"}));
  EXPECT_EQ(read("0000  31 32                                             12\n"
                 "\n"
                 "0000  41                                                A\n")
                .packets,
            (Texts{"3132", "41"}));
}

TEST(HexDumpReader, ReadsGroupsOfTcpdumpAndXxd) {
  EXPECT_EQ(read("12:00:00.000000 IP 10.0.0.1 > 10.0.0.2: ICMP\n"
                 "\t0x0000:  4500 0021 6162 63                        E..!abc\n"
                 "\t0x0007:  64\n")
                .packets,
            (Texts{"4500002161626364"}));
  EXPECT_EQ(read("00000000: 6162 6364 65                             abcde\n").packets,
            (Texts{"6162636465"}));
}

TEST(HexDumpReader, ReadsDumpsOfHexdumpWithBarsAndRepeatedLines) {
  EXPECT_EQ(read("00000000  61 62 63 64 65 66 67 68  61 62 63 64 65 66 67 68  |abcdefghabcdefgh|\n"
                 "*\n"
                 "00000030  20                                                | |\n"
                 "00000031\n")
                .packets,
            (Texts{"61626364656667686162636465666768616263646566676861626364656667686162636465666"
                   "768616263646566676820"}));
}

TEST(HexDumpReader, ReadsQuotedMail) {
  EXPECT_EQ(read("> > 0000 41 42\n> > 0002 43\n").packets, (Texts{"414243"}));
}

TEST(HexDumpReader, TakesNoWordsForADump) {
  EXPECT_EQ(read("0100 .... = Version: 4\n"
                 "0000 00.. = Differentiated Services Codepoint: Default (0)\n"
                 "    1   0.000000     10.0.0.1 -> 10.0.0.2  TCP 74 12345 -> 80\n"
                 "12 34 56\n"
                 "# 0000 41\n")
                .packets,
            Texts{});
}

TEST(HexDumpReader, TakesBackWordsThatLookedLikeBytes) {
  EXPECT_EQ(read("0000 41 42 be ef cafe\n0002 43\n").packets, (Texts{"414243"}));
}

TEST(HexDumpReader, SaysWhichOffsetIsWrongAndKeepsWhatWasBefore) {
  const Gathered gathered = read("0000 41 42\n0004 43\n0006 44\n0000 45\n");
  EXPECT_EQ(gathered.packets, (Texts{"4142", "45"}));
  ASSERT_EQ(gathered.wrongs.size(), 1u);
  EXPECT_EQ(gathered.wrongs[0].line, 2u);
  EXPECT_EQ(gathered.wrongs[0].found, 4u);
  EXPECT_EQ(gathered.wrongs[0].expected, 2u);
}

TEST(HexDumpReader, LeavesOutWhatWasReassembled) {
  const Gathered gathered = read(
      "Frame (2 bytes):\n0000  41 42   AB\nReassembled TCP (3 bytes):\n0000  43 44 45   CDE\n"
      "0003  46   F\n\n0000  47   G\n");
  EXPECT_EQ(gathered.packets, (Texts{"4142", "47"}));
  EXPECT_EQ(gathered.left_out, 1u);
}

TEST(HexDumpReader, ReadsOtherOffsetsAndNone) {
  EXPECT_EQ(
      read("0000 41 42 43 44 45 46 47 48 49 4a\n0010 4b\n", {.offsets = DumpOffsets::kDecimal})
          .packets,
      (Texts{"4142434445464748494a4b"}));
  EXPECT_EQ(
      read("0000 41 42 43 44 45 46 47 48\n0010 49\n", {.offsets = DumpOffsets::kOctal}).packets,
      (Texts{"414243444546474849"}));
  EXPECT_EQ(read("41 42\n43\n", {.offsets = DumpOffsets::kNone}).packets, (Texts{"414243"}));
}

TEST(HexDumpReader, TakesTimesAndDirectionsFromTheTextBefore) {
  const Gathered gathered =
      read("reading from a file\nI 00:00:01.5\n0000 41\nO 00:00:02\n0000 42\n0000 43\n",
           {.time_format = "%H:%M:%S.%f", .directions = true});
  EXPECT_EQ(gathered.times,
            (std::vector<Nanoseconds>{1'500'000'000, 1'500'001'000, 1'500'002'000}));
  EXPECT_EQ(gathered.directions, (std::vector<Direction>{Direction::kInbound, Direction::kOutbound,
                                                         Direction::kUnknown}));
  EXPECT_EQ(gathered.without_time, 2u) << "%S.%f wants a dot";
}

TEST(HexDumpReader, SplitsWhatIsLongerThanAPacketMayBe) {
  EXPECT_EQ(read("0000 41 42 43 44\n0004 45 46 47\n", {.most = 3}).packets,
            (Texts{"414243", "444546", "47"}));
}

TEST(HexDumpReader, DoesNotRepeatLinesBeyondWhatAPacketMayBe) {
  const Gathered gathered = read("0000 41 42\n*\nffffff0 43\n", {.most = 1000});
  EXPECT_EQ(gathered.packets, (Texts{"4142"}));
  EXPECT_EQ(gathered.wrongs.size(), 1u);
}

}  // namespace
}  // namespace packetglass
