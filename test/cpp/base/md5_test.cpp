// MD5 against the test suite of RFC 1321, A.5.
#include "base/md5.h"

#include <gtest/gtest.h>

#include <string>

namespace packetglass {
namespace {

std::string digest_of(const std::string& text) {
  std::string digest;
  for (const std::uint8_t byte :
       md5({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})) {
    constexpr char kDigits[] = "0123456789abcdef";
    digest += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return digest;
}

TEST(Md5, IsThatOfTheStandard) {
  EXPECT_EQ(digest_of(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(digest_of("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digest_of("abcdefghijklmnopqrstuvwxyz"), "c3fcd3d76192e4007dfb496cca67e13b");
  EXPECT_EQ(
      digest_of(
          "12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
      "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(Md5, TakesWhateverLengthItsLastBlockHas) {
  EXPECT_EQ(digest_of(std::string(55, 'a')), "ef1772b6dff9a122358552954ad0df65");
  EXPECT_EQ(digest_of(std::string(56, 'a')), "3b0c8ac703f828b04c6c197006d17218");
  EXPECT_EQ(digest_of(std::string(64, 'a')), "014842d480b571495a4a0363793f7367");
}

}  // namespace
}  // namespace packetglass
