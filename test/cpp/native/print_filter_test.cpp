// packetglass print --filter.
#include "support/command_line.h"
#include "support/packets.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

class FilterOption : public test::CommandLine {
 protected:
  std::string numbers(const std::string& words) const {
    const auto [code, out, err] = run("print --fields frame.number " + words + " " + transport_);
    EXPECT_EQ(code, 0) << err;
    EXPECT_EQ(err, "");
    return out;
  }
  const std::string transport_ = test::dissected_capture("transport").string();
};

TEST_F(FilterOption, PrintsOnlyWhatMatches) {
  EXPECT_EQ(numbers("-Y 'tcp.flags.syn == 1 and tcp.port in {1..100}'"), "3\n4\n");
  EXPECT_EQ(numbers("--filter arp"), "1\n2\n");
}

TEST_F(FilterOption, CountsWhatIsPrinted) {
  EXPECT_EQ(numbers("-c 2 -Y udp"), "8\n9\n");
}

TEST_F(FilterOption, NeedsNoFieldsForLines) {
  const auto [code, out, err] = run("print -Y 'frame.number == 1' " + transport_);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
}

TEST_F(FilterOption, TakesMacros) {
  EXPECT_EQ(numbers("--macro 'odd=$1 % 2 == 1' -Y 'arp and $odd(frame.number)'"), "1\n");
  EXPECT_EQ(run("print --macro odd -Y arp " + transport_).code, 2);
}

TEST_F(FilterOption, MarksWhatIsWrong) {
  const auto [code, out, err] = run("print -Y 'udp or ip.adr == 1.1.1.1' " + transport_);
  EXPECT_EQ(code, 2);
  EXPECT_EQ(out, "");
  EXPECT_EQ(err,
            "packetglass: filter: no field is called ip.adr; did you mean ip.addr?\n"
            "  udp or ip.adr == 1.1.1.1\n"
            "         ^^^^^^\n");
}

TEST_F(FilterOption, WarnsOfOldSpellings) {
  const auto [code, out, err] = run("print -c 1 -Y 'tcp.port ~= 7' " + transport_);
  EXPECT_EQ(code, 0);
  EXPECT_NE(out, "");
  EXPECT_EQ(err,
            "packetglass: filter: warning: ~= is an old spelling of !==; did you mean !==?\n"
            "  tcp.port ~= 7\n"
            "           ^^\n");
}

// Whatever a filter has in it, its marks are below the word.
TEST_F(FilterOption, ShowsControlsAndLongFiltersWithMarksBelow) {
  const auto [code, out, err] =
      run("print -Y \"$(printf 'ip.src == \"\\033[31m\" or x')\" " + transport_);
  EXPECT_EQ(code, 2);
  EXPECT_EQ(err.find('\033'), std::string::npos);
  const std::string many(500, ' ');
  const auto around = run("print -Y '" + many + "nosuch" + many + "' " + transport_);
  EXPECT_LT(around.err.size(), 500u);
  EXPECT_NE(around.err.find("^^^^^^"), std::string::npos);
}

TEST_F(FilterOption, SaysHowManyPacketsTookTooLong) {
  const auto [code, out, err] = run("print -Y 'frame matches r\"(.|..)*(?!)\"' " + transport_);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(out, "");
  EXPECT_NE(err.find("took more steps than are allowed"), std::string::npos);
}

// A file is read twice for what later packets say; a pipe cannot be.
TEST_F(FilterOption, ReadsTwiceForWhatLaterPacketsSay) {
  const std::string file =
      write("a.pcap", test::capture_of({{.fragment = 0x2000}, {.port = 7}, {.fragment = 0x0002}}));
  const auto found = run("print --fields frame.number -Y 'ip.reassembled_in == 3' " + file);
  EXPECT_EQ(found.out, "1\n");
  const auto piped =
      shell("cat " + file + " | " PACKETGLASS_BINARY " print -Y ip.reassembled_in -");
  EXPECT_EQ(piped.code, 2);
}

}  // namespace
}  // namespace packetglass
