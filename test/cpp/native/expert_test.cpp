// packetglass expert, compared with what `tshark -z expert` says of the same capture.
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "support/command_line.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

const std::filesystem::path kCaptures = PACKETGLASS_TEST_CAPTURES;
const std::string kCapture = "'" + (kCaptures / "flow/expert.pcap").string() + "'";

using Lines = std::set<std::string>;

// The lines of an output, but those that count all of a severity.
Lines lines_of(std::istream& output) {
  Lines lines;
  std::string severity;
  for (std::string line; std::getline(output, line);) {
    if (line.starts_with("   ")) {
      lines.insert(severity + line);
    } else if (line.find(" (") != std::string::npos) {
      severity = line.substr(0, line.find(' '));
    }
  }
  return lines;
}

Lines without(const Lines& all, const Lines& others) {
  Lines left;
  std::set_difference(all.begin(), all.end(), others.begin(), others.end(),
                      std::inserter(left, left.end()));
  return left;
}

class Expert : public test::CommandLine {
 protected:
  std::string print(const std::string& words) const {
    const auto [code, out, err] = run("expert " + kCapture + " " + words);
    EXPECT_EQ(code, 0) << words;
    EXPECT_EQ(err, "");
    return out;
  }
};

// The value of an option is not looked at where its length is another; tshark says nothing of the
// length of a chunk of SCTP.
TEST_F(Expert, HasTheLinesOfTshark) {
  std::ifstream golden(kCaptures / "expert.tshark.txt");
  std::istringstream printed(print(""));
  const Lines theirs = lines_of(golden), ours = lines_of(printed);
  EXPECT_EQ(theirs.size(), 54u);
  EXPECT_EQ(without(theirs, ours), (Lines{"Notes           1   Sequence                TCP  "
                                          "option length should be 10"}));
  EXPECT_EQ(without(ours, theirs), (Lines{"Errors           1  Malformed               SCTP  "
                                          "Malformed Packet (Exception occurred)"}));
}

TEST_F(Expert, CountsAsTsharkDoes) {
  const std::string out = print("");
  EXPECT_TRUE(
      out.starts_with("\nErrors (5)\n=============\n"
                      "   Frequency      Group           Protocol  Summary\n"));
  EXPECT_NE(out.find("\nWarns (17)\n"), std::string::npos);
  EXPECT_NE(out.find("\nChats (21)\n"), std::string::npos);
}

TEST_F(Expert, ListsOnlyWhatIsSevereEnough) {
  const std::string out = print("--severity warning");
  EXPECT_NE(out.find("Errors ("), std::string::npos);
  EXPECT_NE(out.find("Warns ("), std::string::npos);
  EXPECT_EQ(out.find("Notes ("), std::string::npos);
  EXPECT_EQ(out.find("Chats ("), std::string::npos);
}

TEST_F(Expert, PrintsItemsWithTheirPackets) {
  EXPECT_EQ(print("--items --packets 1-3"),
            "1\tChat\tSequence\tTCP\ttcp.connection.syn\t"
            "Connection establish request (SYN): server port 80\n"
            "2\tChat\tSequence\tTCP\ttcp.connection.synack\t"
            "Connection establish acknowledge (SYN+ACK): server port 80\n");
}

TEST_F(Expert, IsJsonForPrograms) {
  const Json item{{"packet", 62},
                  {"severity", "Error"},
                  {"group", "Malformed"},
                  {"protocol", "DNS"},
                  {"field", "_ws.malformed.expert"},
                  {"text", "Malformed Packet (Exception occurred)"}};
  EXPECT_EQ(Json::parse(print("--items --json -Y dns")), Json::array({item}));
  const Json row{{"severity", "Note"}, {"group", "Sequence"},
                 {"protocol", "TCP"},  {"text", "This frame initiates the connection closing"},
                 {"count", 2},         {"first_packet", 6}};
  EXPECT_EQ(Json::parse(print("--json --severity note -Y tcp.flags.fin==1"))[0], row);
  EXPECT_EQ(print("--json --severity error -Y arp"), "[]\n");
}

// What filters find are the packets that have items.
TEST_F(Expert, IsFoundByFilters) {
  const auto packets_with = [&](const std::string& filter) {
    const auto [code, out, err] =
        run("print " + kCapture + " --fields frame.number -Y '" + filter + "'");
    EXPECT_EQ(code, 0) << err;
    return out;
  };
  EXPECT_EQ(packets_with("_ws.expert.severity == error"), "58\n59\n60\n62\n64\n");
  EXPECT_EQ(packets_with("_ws.malformed"), "59\n60\n62\n");
  EXPECT_EQ(packets_with("_ws.expert.group == \"Response\""), "65\n");
  EXPECT_EQ(packets_with("tcp.connection.fin_active"), "6\n7\n");
  EXPECT_EQ(packets_with("tcp.connection.fin_passive"), "8\n");
  EXPECT_EQ(packets_with("_ws.expert.message contains \"index.html\""), "4\n");
}

TEST_F(Expert, RefusesASeverityThatThereIsNot) {
  EXPECT_EQ(run("expert " + kCapture + " --severity bad").code, 2);
}

}  // namespace
}  // namespace packetglass
