// packetglass filter, and the packets that print --bpf prints.
#include <sstream>

#include "support/command_line.h"

namespace packetglass {
namespace {

class FilterCommand : public test::CommandLine {
 protected:
  static std::string capture(const std::string& name) {
    return std::string(PACKETGLASS_TEST_CAPTURES) + "/dissect/" + name + ".pcap";
  }
  std::string printed(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 0) << words << err;
    return out;
  }
};

TEST_F(FilterCommand, PrintsAProgramAsTcpdumpDoes) {
  EXPECT_EQ(printed("filter ip"),
            "(000) ldh      [12]\n"
            "(001) jeq      #0x800           jt 2\tjf 3\n"
            "(002) ret      #262144\n"
            "(003) ret      #0\n");
  EXPECT_EQ(printed("filter -d ip"), printed("filter ip"));
  EXPECT_EQ(printed("filter -dd -s 96 ''"), "{ 0x6, 0, 0, 0x00000060 },\n");
  EXPECT_EQ(printed("filter -ddd"), "1\n6 0 0 262144\n");
}

TEST_F(FilterCommand, TakesTheFilterInOneWordOrInSeveral) {
  EXPECT_EQ(printed("filter 'tcp port 80'"), printed("filter tcp port 80"));
}

TEST_F(FilterCommand, KnowsLinkTypesByNamesAndNumbers) {
  const std::string raw = printed("filter --link-type RAW tcp");
  EXPECT_NE(raw, printed("filter tcp"));
  EXPECT_EQ(raw, printed("filter -y 101 tcp"));
  EXPECT_EQ(printed("filter -y DLT_EN10MB tcp"), printed("filter tcp"));
}

TEST_F(FilterCommand, LeavesTheProgramUnoptimised) {
  EXPECT_NE(printed("filter -O tcp port 80"), printed("filter tcp port 80"));
}

TEST_F(FilterCommand, TakesANetmask) {
  EXPECT_EQ(printed("filter --netmask 255.255.0.0 ip broadcast"),
            printed("filter --netmask 4294901760 ip broadcast"));
}

TEST_F(FilterCommand, SaysWhatIsWrong) {
  for (const auto& [words, why] : std::initializer_list<std::pair<std::string, std::string>>{
           {"filter tcp prot 80", "can't parse filter expression: syntax error"},
           {"filter host example.com", "names are not looked up"},
           {"filter ip broadcast", "netmask not known"},
           {"filter -y NONSENSE tcp", "NONSENSE is no link type"},
           {"filter --netmask 1.2.3.400 tcp", "is no netmask"},
           {"print --bpf 'tcp prot' " + capture("talk"), "syntax error"},
           {"print --bpf inbound " + capture("talk"), "ancillary data"}}) {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 2) << words;
    EXPECT_EQ(out, "") << words;
    EXPECT_NE(err.find(why), std::string::npos) << words << err;
  }
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

TEST_F(FilterCommand, PrintsOnlyPacketsThatAreWanted) {
  const std::string file = capture("transport");
  const std::string fields = "print --fields frame.number,frame.len ";
  const auto all = lines(printed(fields + file));
  std::vector<std::string> expected;
  for (const std::string& line : all) {
    if (std::stoul(line.substr(line.find('\t'))) > 60) expected.push_back(line);
  }
  ASSERT_GT(expected.size(), 2u);
  ASSERT_LT(expected.size(), all.size());
  EXPECT_EQ(lines(printed(fields + "--bpf 'len > 60' " + file)), expected);
  EXPECT_EQ(lines(printed(fields + "-c 1 --bpf 'len > 60' " + file)).size(), 1u);
}

}  // namespace
}  // namespace packetglass
