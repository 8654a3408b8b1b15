// The cryptography of protocols, against the examples of its standards.
#include "crypto/crypto.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace packetglass::crypto {
namespace {

std::vector<std::uint8_t> from_hex(std::string_view digits) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

TEST(Crypto, HasTheHashesOfRfc1321) {
  EXPECT_EQ(hex_text(md5({})), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex_text(md5(bytes_of("message digest"))), "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST(Crypto, ExtractsAsRfc5869) {
  const auto key = from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
  const auto salt = from_hex("000102030405060708090a0b0c");
  EXPECT_EQ(hex_text(hkdf_extract(salt, key)),
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
}

// Its label is cut where a caller has a longer one than TLS has.
TEST(Crypto, TakesLabelsOfAnyLength) {
  const std::array<std::uint8_t, 32> secret{};
  std::array<std::uint8_t, 16> cut{}, other{};
  hkdf_expand_label(secret, std::string(64, 'a'), cut);
  hkdf_expand_label(secret, std::string(1000, 'a'), other);
  EXPECT_EQ(cut, other);
}

TEST(Crypto, HasTheBlockOfFips197) {
  const auto key = from_hex("000102030405060708090a0b0c0d0e0f");
  const auto block = from_hex("00112233445566778899aabbccddeeff");
  EXPECT_EQ(hex_text(aes128_block(key, block)), "69c4e0d86a7b0430d8cdb78070b4c55a");
  const std::array<std::uint8_t, 16> nothing{};
  EXPECT_EQ(aes128_block(Bytes(key).first(15), block), nothing);
}

// Test case 4 of the specification of GCM.
TEST(Crypto, OpensWhatGcmSealed) {
  const auto key = from_hex("feffe9928665731c6d6a8f9467308308");
  const auto nonce = from_hex("cafebabefacedbaddecaf888");
  const auto associated = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  auto sealed = from_hex(
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac8"
      "4"
      "aa051ba30b396a0aac973d58e091"
      "5bc94fbc3221a5db94fae95ae7121a47");
  std::vector<std::uint8_t> plain;
  ASSERT_TRUE(aes128_gcm_open(key, nonce, associated, sealed, plain));
  EXPECT_EQ(
      hex_text(plain),
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
      "49a6b525b16aedf5aa0de657ba637b39");
  sealed.back() ^= 1;
  EXPECT_FALSE(aes128_gcm_open(key, nonce, associated, sealed, plain));
  EXPECT_TRUE(plain.empty());
}

TEST(Crypto, OpensNothingThatIsTooShort) {
  const std::array<std::uint8_t, 16> bytes{};
  std::vector<std::uint8_t> plain;
  EXPECT_FALSE(aes128_gcm_open(bytes, Bytes(bytes).first(12), {}, Bytes(bytes).first(15), plain));
  EXPECT_FALSE(aes128_gcm_open(Bytes(bytes).first(7), Bytes(bytes).first(12), {}, bytes, plain));
}

}  // namespace
}  // namespace packetglass::crypto
