#include "base/text.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

std::string base64(std::string_view text) {
  std::string out;
  append_base64(out, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  return out;
}

// The test vectors of RFC 4648, section 10.
TEST(Base64, EqualsTheTestVectorsOfItsRfc) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, UsesTheStandardAlphabetForHighBytes) {
  EXPECT_EQ(base64("\xff\xff\xfe"), "///+");
}

TEST(Base64, AppendsBehindWhatIsThere) {
  std::string out = "data:";
  const std::uint8_t bytes[] = {'f'};
  append_base64(out, bytes);
  EXPECT_EQ(out, "data:Zg==");
}

TEST(AppendDecimal, PadsWithZerosUpToTheWidth) {
  std::string out;
  append_decimal(out, 42, 9);
  append_decimal(out, 0);
  append_decimal(out, 18446744073709551615u, 3);
  EXPECT_EQ(out, "000000042018446744073709551615");
}

TEST(FormatText, CutsWhatIsLongerThanAMessage) {
  const std::string long_text(2000, 'x');
  EXPECT_EQ(format_text("%s", long_text.c_str()), std::string(511, 'x'));
}

}  // namespace
}  // namespace packetglass
