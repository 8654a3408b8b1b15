// --preference, of the commands that read captures.
#include "support/command_line.h"

namespace packetglass {
namespace {

class PreferenceOption : public test::CommandLine {
 protected:
  std::string out(const std::string& words) const {
    const auto [code, out, err] = run(words + " " + checksums_);
    EXPECT_EQ(code, 0) << err;
    return out;
  }
  const std::string checksums_ =
      std::string(PACKETGLASS_TEST_CAPTURES) + "/checksums/checksums.pcap";
};

TEST_F(PreferenceOption, IsOneOfEveryCommandThatReads) {
  for (const char* command :
       {"print", "info", "conversations", "endpoints", "hierarchy", "decapsulate", "events"}) {
    EXPECT_NE(out(std::string(command) + " -o tcp.check_checksum:TRUE"), "") << command;
  }
}

TEST_F(PreferenceOption, DecidesWhatIsPrintedAndFiltered) {
  const std::string bad = "print --fields frame.number -Y 'tcp.checksum.status == Bad'";
  EXPECT_EQ(out(bad), "");
  EXPECT_EQ(out(bad + " -o tcp.check_checksum:TRUE"), "2\n3\n5\n7\n36\n");
  EXPECT_EQ(out(bad + " --preference TCP.CHECK_CHECKSUM:true -o tcp.check_checksum:FALSE"), "");
  const std::string info = "print -c 2 -o tcp.check_checksum:TRUE";
  EXPECT_NE(out(info).find("[TCP CHECKSUM INCORRECT] Len=7"), std::string::npos);
}

TEST_F(PreferenceOption, RefusesWhatIsNone) {
  const auto refused = [&](const std::string& words, const std::string& message) {
    const auto [code, out, err] = run("print " + words + " " + checksums_);
    EXPECT_EQ(code, 2) << words;
    EXPECT_EQ(out, "") << words;
    EXPECT_NE(err.find(message), std::string::npos) << err;
  };
  refused("-o tcp.chek_checksum:TRUE", "did you mean tcp.check_checksum?");
  refused("-o tcp.check_checksum:yes", "has no value \"yes\"");
  refused("-o tcp.check_checksum", "is not NAME:VALUE");
}

}  // namespace
}  // namespace packetglass
