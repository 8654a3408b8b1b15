// What the user prefers of the dissection.
#include "dissect/preferences.h"

#include <gtest/gtest.h>

#include "dissect/choices.h"

namespace packetglass {
namespace {

TEST(Preferences, AreTakenByTheirNamesAndValues) {
  Preferences preferences;
  EXPECT_EQ(preferences.set("ip.check_checksum:TRUE"), "");
  EXPECT_EQ(preferences.set(" TCP.check_checksum : true "), "");
  EXPECT_EQ(preferences.set("sctp.checksum:CRC 32c"), "");
  EXPECT_TRUE(preferences.checks_ip && preferences.checks_tcp);
  EXPECT_FALSE(preferences.checks_udp);
  EXPECT_EQ(preferences.sctp_checksum, SctpChecksum::kCrc32c);
  EXPECT_EQ(preferences.set("sctp.checksum:adler-32"), "");
  EXPECT_EQ(preferences.sctp_checksum, SctpChecksum::kAdler32);
}

TEST(Preferences, TheLastValueHolds) {
  Choices choices;
  EXPECT_EQ(choices.preferences.set("udp.check_checksum:TRUE"), "");
  EXPECT_FALSE(choices.empty());
  EXPECT_EQ(choices.preferences.set("udp.check_checksum:FALSE"), "");
  EXPECT_TRUE(choices.empty());
}

TEST(Preferences, SayWhatIsWrong) {
  const auto wrong = [](std::string_view choice) { return Preferences().set(choice); };
  EXPECT_EQ(wrong("tcp.chek_checksum:TRUE"),
            "there is no preference \"tcp.chek_checksum\"; did you mean tcp.check_checksum?");
  EXPECT_EQ(wrong("xyzzy:1"),
            "there is no preference \"xyzzy\": there are ip.check_checksum, tcp.check_checksum, "
            "udp.check_checksum, sctp.checksum");
  EXPECT_EQ(wrong("tcp.check_checksum:yes"),
            "tcp.check_checksum has no value \"yes\": there are FALSE, TRUE");
  EXPECT_EQ(wrong("sctp.checksum:TRUE"),
            "sctp.checksum has no value \"TRUE\": there are None, Adler 32, CRC 32c, Automatic");
  for (const char* choice : {"", "tcp.check_checksum", "tcp.check_checksum=TRUE"}) {
    EXPECT_NE(wrong(choice).find("is not NAME:VALUE"), std::string::npos) << choice;
  }
}

}  // namespace
}  // namespace packetglass
