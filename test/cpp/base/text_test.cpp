#include "base/text.h"

#include <gtest/gtest.h>

#include <optional>

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

std::optional<std::string> from_base64(std::string_view text) {
  std::vector<std::uint8_t> out{'='};
  const bool good = append_decoded_base64(out, text);
  EXPECT_EQ(out[0], '=');
  if (!good) {
    EXPECT_EQ(out.size(), 1u) << text;
    return std::nullopt;
  }
  return std::string(out.begin() + 1, out.end());
}

TEST(FromBase64, TurnsEveryLengthAndByteBack) {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(from_base64(base64(text)), text) << i;
    text.push_back(static_cast<char>(i * 89));
  }
}

TEST(FromBase64, RefusesWhatIsNotWhollyBase64) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zm8", "Zg==Zg==", "Zg=v", "Z===", "====", "=", "Zm9v=", "Zm9\n", "Zm 9",
        "Zm9-", "Zm9_", "Zm9\xff", "\x80m9v", "Zm9vZm9v Zm9v"}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
  EXPECT_EQ(from_base64(std::string_view("Zm9\0", 4)), std::nullopt);
}

TEST(FromBase64, RefusesBitsThatBelongToNoByte) {
  EXPECT_EQ(from_base64("Zg=="), "f");
  EXPECT_EQ(from_base64("Zh=="), std::nullopt);
  EXPECT_EQ(from_base64("Zm8="), "fo");
  EXPECT_EQ(from_base64("Zm9="), std::nullopt);
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
