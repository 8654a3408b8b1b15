// Runs packetglass anonymise as a person does.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include "support/command_line.h"

namespace packetglass {
namespace {

constexpr std::string_view kKey =
    "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";

// A UDP packet over IPv4 and Ethernet, from 198.18.7.9 to 198.18.7.10, that carries a word.
std::string packet() {
  const std::string_view headers(
      "\x00\x1b\x21\x0a\x0b\x0c\x00\x1b\x21\x0d\x0e\x0f\x08\x00"
      "\x45\x00\x00\x23\x00\x01\x00\x00\x40\x11\x00\x00\xc6\x12\x07\x09\xc6\x12\x07\x0a"
      "\x9c\x40\x9c\x41\x00\x0f\x00\x00",
      42);
  return std::string(headers) + "private";
}

class AnonymiseCommand : public test::CommandLine {
 protected:
  AnonymiseCommand() { write("in.pcap", test::pcap_bytes({}, {{1, 2, packet()}})); }

  test::Outcome anonymise(const std::string& words) const {
    return shell("cd " + folder_.string() + " && " PACKETGLASS_BINARY " anonymise " + words);
  }
  std::string content(const std::string& name) const { return test::read_file(folder_ / name); }
  bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
};

TEST_F(AnonymiseCommand, TakesOutAddressesAndWhatNoFieldCovers) {
  const auto outcome = anonymise("in.pcap out.pcap");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("2 IP addresses changed\n2 hardware addresses changed\n"),
            std::string::npos)
      << outcome.err;
  const std::string after = content("out.pcap");
  EXPECT_EQ(after.size(), content("in.pcap").size());
  for (const std::string_view secret :
       {std::string_view("private"), std::string_view("\x00\x1b\x21\x0a", 4),
        std::string_view("\xc6\x12\x07\x09", 4), std::string_view("\xc6\x12\x07\x0a", 4)}) {
    EXPECT_EQ(after.find(secret), std::string::npos);
  }
  EXPECT_EQ(run("print --strict " + (folder_ / "out.pcap").string()).code, 0);
}

TEST_F(AnonymiseCommand, PrintsAPolicyThatItReadsBack) {
  const auto printed = anonymise(
      "--set payload=cut --set addresses.private=keep --set fields.dns.txt=zero --print-policy");
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_NE(printed.out.find("\"payload\": \"cut\""), std::string::npos) << printed.out;
  EXPECT_NE(printed.out.find("\"private\": \"keep\""), std::string::npos) << printed.out;
  EXPECT_NE(printed.out.find("\"dns.txt\": \"zero\""), std::string::npos) << printed.out;
  write("policy.json", printed.out);
  EXPECT_EQ(anonymise("--policy policy.json --print-policy").out, printed.out);
}

TEST_F(AnonymiseCommand, TakesSettingsInTheOrderOfTheWords) {
  write("policy.json", std::string_view("{\"payload\": \"keep\"}"));
  const auto later = anonymise("--policy policy.json --set payload=cut --print-policy");
  EXPECT_NE(later.out.find("\"payload\": \"cut\""), std::string::npos) << later.out;
  const auto earlier = anonymise("--set payload=cut --policy policy.json --print-policy");
  EXPECT_NE(earlier.out.find("\"payload\": \"keep\""), std::string::npos) << earlier.out;
}

TEST_F(AnonymiseCommand, QuotesWrongWordsAndWritesNothing) {
  const auto expect = [&](const std::string& words, const std::string& wanted) {
    const auto outcome = anonymise("in.pcap out.pcap " + words);
    EXPECT_NE(outcome.code, 0) << words;
    EXPECT_NE(outcome.err.find(wanted), std::string::npos) << outcome.err;
    EXPECT_FALSE(has("out.pcap")) << words;
  };
  expect("--set payload", "\"payload\" is not NAME=WORD");
  expect("--set payload=cutt", "\"cutt\" is no word of \"payload\", which is zero, cut or keep");
  expect("--set payloda=cut", "a policy has no \"payloda\"; \"payload\" is near");
  expect("--set fields.dns.txtt=zero", "there is no field \"dns.txtt\"");
  expect("--set fields.dns.txt=prefix", "\"prefix\" is no word of \"fields.dns.txt\"");
  expect("--key 12", "\"12\" is neither 64 hexadecimal digits nor a file");
  write("short", std::string_view("1234\n"));
  expect("--key short", "short does not have 64 hexadecimal digits");
  expect("--policy missing.json", "missing.json: ");
  write("broken.json", std::string_view("{\"payload\": "));
  expect("--policy broken.json", "broken.json: the policy is no JSON: byte 13 cannot be read");
  write("list.json", std::string_view("[]"));
  expect("--policy list.json", "list.json: a policy is an object of JSON");
  write("number.json", std::string_view("{\"payload\": 1}"));
  expect("--policy number.json", "number.json: \"payload\" is no word");
}

TEST_F(AnonymiseCommand, MakesTheSameWithTheSameKeyFromAFileOrTheCommandLine) {
  write("key", std::string(kKey) + "\r\n");
  ASSERT_EQ(anonymise("in.pcap a.pcap -q --key key").code, 0);
  ASSERT_EQ(anonymise("in.pcap b.pcap -q --key " + std::string(kKey)).code, 0);
  EXPECT_EQ(content("a.pcap"), content("b.pcap"));
  std::string other(kKey);
  other[0] = '1';
  ASSERT_EQ(anonymise("in.pcap c.pcap -q --key " + other).code, 0);
  EXPECT_NE(content("a.pcap"), content("c.pcap"));
}

TEST_F(AnonymiseCommand, DrawsAKeyEachTimeAndSavesItForItsOwnerAlone) {
  ASSERT_EQ(anonymise("in.pcap a.pcap -q --save-key key").code, 0);
  ASSERT_EQ(anonymise("in.pcap b.pcap -q").code, 0);
  EXPECT_NE(content("a.pcap"), content("b.pcap"));
  ASSERT_EQ(anonymise("in.pcap c.pcap -q --key key").code, 0);
  EXPECT_EQ(content("a.pcap"), content("c.pcap"));
  struct stat status {};
  ASSERT_EQ(stat((folder_ / "key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const auto refused = anonymise("in.pcap d.pcap --save-key key");
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("key: File exists"), std::string::npos) << refused.err;
  EXPECT_FALSE(has("d.pcap"));
}

TEST_F(AnonymiseCommand, ReportsAsJsonToAFileAndToTheTerminal) {
  const auto outcome = anonymise("in.pcap out.pcap --json --report report.json");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("{\"packets\":1,\"IP addresses changed\":2,"), std::string::npos)
      << outcome.err;
  EXPECT_EQ(content("report.json"), outcome.err);
  const auto again = anonymise("in.pcap other.pcap -q --report report.json");
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(content("report.json"), outcome.err);
}

TEST_F(AnonymiseCommand, SaysNothingWhereItIsToBeQuiet) {
  const auto outcome = anonymise("in.pcap out.pcap --quiet");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out + outcome.err, "");
}

}  // namespace
}  // namespace packetglass
