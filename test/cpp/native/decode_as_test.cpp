// --decode-as and --user-dlt, of the commands that read captures.
#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

class DecodeAsOption : public test::CommandLine {
 protected:
  std::string out(const std::string& words) const {
    const auto [code, out, err] = run(words + " " + dns_);
    EXPECT_EQ(code, 0) << err;
    return out;
  }
  const std::string dns_ = test::dissected_capture("dns").string();
};

TEST_F(DecodeAsOption, IsOneOfEveryCommandThatReads) {
  for (const char* command :
       {"print", "info", "conversations", "endpoints", "hierarchy", "decapsulate", "events"}) {
    EXPECT_NE(out(std::string(command) + " -d udp.port==53,ntp --user-dlt 147=ip"), "") << command;
  }
}

TEST_F(DecodeAsOption, DecidesWhatIsPrintedAndFiltered) {
  EXPECT_EQ(out("print -c 1 --fields frame.protocols -d udp.port==53,ntp").find("dns"),
            std::string::npos);
  EXPECT_NE(out("print -c 1 --fields frame.protocols").find(":dns"), std::string::npos);
  EXPECT_EQ(out("print -c 1 -Y ntp --fields frame.number --decode-as udp.port==53,ntp"), "1\n");
  EXPECT_NE(out("hierarchy -d udp.port==53,ntp").find("ntp"), std::string::npos);
  EXPECT_EQ(out("hierarchy").find("ntp"), std::string::npos);
}

TEST_F(DecodeAsOption, RefusesWhatIsNoChoice) {
  const auto refused = [&](const std::string& words, const std::string& message) {
    const auto [code, out, err] = run("print " + words + " " + dns_);
    EXPECT_EQ(code, 2) << words;
    EXPECT_EQ(out, "") << words;
    EXPECT_NE(err.find(message), std::string::npos) << err;
  };
  refused("-d tcp.prot==80,http", "did you mean tcp.port?");
  refused("-d tcp.port==80,htpp", "did you mean http?");
  refused("-d tcp.port", "is not TABLE==NUMBER,PROTOCOL");
  refused("--user-dlt 146=ip", "from 147 to 162");
  refused("--user-dlt 147", "is not like 147=ip");
  refused("--user-dlt 147=vxlann", "did you mean vxlan?");
}

}  // namespace
}  // namespace packetglass
